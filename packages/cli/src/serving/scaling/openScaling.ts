import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { leasesBy, reasonOf } from '@infinitio/jobs'
import { MachinePool, openUpstream } from '@infinitio/relay'
import { type Client, formatPt, InfinitioError, refusal } from '@infinitio/sdk'
import { AdapterError } from '@infinitio/tasks'
import { lastingSession } from '../../context/lastingSession.ts'
import type { CommonOptions } from '../../context/settings.ts'
import { secretOf } from '../../secrets/readSecrets.ts'
import { type RunningScaler, runScaler } from './runScaler.ts'
import { openScaleJournal } from './scaleJournal.ts'
import type { ModelDoor, ScaleNews, ScalerEffects } from './scalerEffects.ts'
import { readServiceFile, type ServiceFile } from './serviceFile.ts'
import { startCostOf, startPriceText } from './startCost.ts'

/** A service that rents its machines. `start` begins to rent, and stores its journal in the folder of the service. */
export type Scaling = {
  readonly file: ServiceFile
  /** The price of a start in base units of PToken, and a description of it. */
  readonly startPrice: bigint
  readonly startText: string
  readonly pool: MachinePool
  readonly start: (of: { readonly folder: string; readonly service: string }) => Promise<RunningScaler>
}

const answerWithinMs = 5_000
const needsKey = '--scale rents machines by an API key with a limit: infinitio keys make --total 20 --hours 720, then set INFINITIO_KEY'

/**
 * Reads the file of a service on rented machines, signs in with the API key of INFINITIO_KEY, and checks that the market can offer such a machine. Rents
 * nothing yet. Throws `api.invalid_field` and the codes of the sign-in.
 */
export async function openScaling(
  options: CommonOptions,
  { path, onNews }: { readonly path: string; readonly onNews: (news: ScaleNews) => void },
): Promise<Scaling> {
  if (options.apiKey === undefined) throw refusal('api.invalid_field', { detail: needsKey })
  const file = readServiceFile(textOf(path))
  const files = Object.fromEntries(Object.entries(file.files).map(([name, own]) => [name, resolve(dirname(path), own)]))
  for (const own of Object.values(files)) bytesOf(own)
  const call = lastingSession(options, { secretOf })
  const cost = await call(({ leases }) => startCostOf(file, leases.price)).catch((error: unknown) => {
    throw error instanceof AdapterError ? refusal('api.invalid_field', { detail: reasonOf(error) }) : error
  })
  const pool = new MachinePool()
  return {
    ...{ file, pool, startPrice: file.startPrice ?? cost.total, startText: startPriceText(file, cost) },
    start: ({ folder, service }) =>
      runScaler(
        {
          ...{
            leases: leasesBy((act) => call(({ leases }) => act(leases))),
            journal: openScaleJournal(join(folder, 'scale.log')),
            pool,
            answers,
            onNews,
          },
          ...{ openDoor: (leaseId, port) => call(({ client }) => openDoor(client, { leaseId, port })), readFile: bytesOf, nowMs: Date.now },
        },
        { file: { ...file, files }, name: `serve-${service.slice(2, 8)}` },
      ),
  }
}

/** Describes an event of the scaler to the operator. */
export function scaleText(news: ScaleNews): string {
  const seconds = (ms: number) => (ms / 1_000).toFixed(1)
  switch (news.kind) {
    case 'renting':
      return `rents ${news.machine} for ${formatPt(news.pricePerHour, { digits: 4 })} PT an hour, because requests wait`
    case 'ready': {
      const { rentMs, machineMs, modelMs } = news.times
      const whole = seconds(rentMs + machineMs + modelMs)
      const parts = `${seconds(rentMs)} s to rent, ${seconds(machineMs)} s for the machine and the files, ${seconds(modelMs)} s for the model`
      const slow = news.isSlow
        ? '. Requests do not wait so long, so the next one that it answers pays the start price: set a longer wait in the file'
        : ''
      return `lease ${news.leaseId} answers after ${whole} s: ${parts}${slow}`
    }
    case 'ending':
      return `ends lease ${news.leaseId}: ${news.reason}`
    case 'over':
      return `lease ${news.leaseId} is over and cost up to ${formatPt(news.paid, { digits: 6 })} PT`
    case 'unpaid':
      return `no request paid for the start of lease ${news.leaseId}, so the next start waits ${news.pauseMs / 1_000} s`
    case 'unrented':
      return `rents no machine: ${news.reason}`
    case 'failed':
      return `a step of a machine failed and is repeated: ${reasonOf(news.error)}`
  }
}

function textOf(path: string): string {
  return new TextDecoder().decode(bytesOf(path))
}

function bytesOf(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (error) {
    throw refusal('api.invalid_field', { detail: `${path}: ${error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read'}` })
  }
}

/**
 * Opens the port of a lease for this program, with a new access token. If the lease already has as many tokens as are allowed, first revokes its oldest token.
 */
async function openDoor(client: Client, { leaseId, port }: { readonly leaseId: string; readonly port: number }): Promise<ModelDoor> {
  const { ports, tokens } = await client.getLeasePorts(leaseId)
  const url = ports.find((one) => one.port === port)?.url
  if (url === undefined) throw refusal('lease.port_unknown', { detail: `port ${port} of lease ${leaseId}` })
  const make = () => client.createPortToken({ leaseId, kind: 'program' })
  const { token } = await make().catch(async (error: unknown) => {
    const [oldest] = tokens.toSorted((one, other) => one.createdAt - other.createdAt)
    if (!(error instanceof InfinitioError) || error.code !== 'lease.port_tokens_limit' || oldest === undefined) throw error
    await client.revokePortToken({ leaseId, tokenId: oldest.tokenId })
    return await make()
  })
  return { base: `${url.replace(/\/$/, '')}/v1`, headers: { authorization: `Bearer ${token}` } }
}

const answers: ScalerEffects['answers'] = async ({ base, headers }) => {
  const upstream = openUpstream(base, { reach: 'any' })
  try {
    const answer = await upstream.ask({ method: 'GET', path: '/v1/models', headers, signal: AbortSignal.timeout(answerWithinMs) })
    answer.resume()
    return answer.statusCode === 200
  } catch {
    // The model server does not listen yet, or the connection broke.
    return false
  } finally {
    upstream.close()
  }
}

import { findModelServer, type startServe } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { openScaling, scaleText } from './scaling/openScaling.ts'

/** The options that say where the answers come from. */
export type SourceOptions = { readonly upstream?: string; readonly upstreamKey?: string; readonly model?: string; readonly scale?: string }

/** The source of a service's answers: a model server, or machines that the service rents. `start` begins to rent; `stop` in its result ends all leases. */
export type ModelSource = {
  readonly kind: 'chat' | 'cache' | 'fetch'
  readonly model: string
  readonly name: string
  readonly startPrice: bigint
  /** Describes to the operator what a start of a machine costs, and the price of a start for callers. Null for a model server that already runs. */
  readonly startText: string | null
  /** Milliseconds that a request waits for a machine. Absent for the default. */
  readonly machineWithinMs?: number
  readonly upstream: Parameters<typeof startServe>[0]['upstream']
  readonly start: (of: { readonly folder: string; readonly service: string }) => Promise<{ readonly stop: () => Promise<void> }>
}

/** Finds the model server of the options, or opens the machines of `--scale`. Throws `serving.no_server`, `serving.model_other`, `api.invalid_field`. */
export async function openModelSource(options: CommonOptions & SourceOptions): Promise<ModelSource> {
  const { scale, upstream, upstreamKey = null } = options
  if (scale !== undefined) return await openScaled(options, scale)
  const server = await findModelServer(upstream, upstreamKey)
  const model = options.model ?? server.models[0] ?? ''
  if (!server.models.includes(model)) throw refusal('serving.model_other', { detail: `${server.url} has ${server.models.join(', ')}` })
  return {
    kind: 'chat',
    model,
    name: `${server.name} at ${server.url}`,
    startPrice: 0n,
    startText: null,
    upstream: server.url,
    start: async () => ({ stop: async () => {} }),
  }
}

async function openScaled(options: CommonOptions & SourceOptions, path: string): Promise<ModelSource> {
  for (const name of ['upstream', 'upstreamKey', 'model'] as const)
    if (options[name] !== undefined) throw refusal('api.invalid_field', { detail: `--scale names the model and its server, so leave ${name} out` })
  const onNews = (news: Parameters<typeof scaleText>[0]) => void process.stderr.write(`${scaleText(news)}\n`)
  const { file, pool, start, startPrice, startText } = await openScaling(options, { path, onNews })
  const { leastMachines, mostMachines } = file.limits
  return {
    ...{ kind: 'chat', model: file.model, startPrice, startText, upstream: pool, start, machineWithinMs: file.waitSeconds * 1_000 },
    name: `${leastMachines} to ${mostMachines} rented machines (${path})`,
  }
}

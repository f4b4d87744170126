import { errorTable, isErrorCode } from '@infinitio/domain'
import type { RestoreReportWire, SnapshotReportWire } from '@infinitio/domain/wire'
import { InfinitioError, refusal } from '@infinitio/sdk'
import type { MarketSession } from '../market/marketSession.ts'

/** As much of what a store says of an error is read: S3 names its code in the first lines. */
const mostErrorBytes = 4_096

type Part = { part: number } & ({ snapshotId: string } | { leaseId: string })

const partWithinMs = 29_000
const mostTries = 8
const firstPauseMs = 500

/** Where parts of snapshots go and come from, and who is told how far it is. */
export type DiskStore = Pick<DiskMarket, 'put' | 'get' | 'snapshot' | 'restore'>

/** The market's side of snapshots: where parts go and come from, and who is told how far it is. Each step is tried again for about a minute. */
export class DiskMarket {
  readonly #market: MarketSession
  readonly #signal: AbortSignal

  /** `signal` ends every wait. */
  constructor({ market, signal }: { market: MarketSession; signal: AbortSignal }) {
    this.#market = market
    this.#signal = signal
  }

  /** Stores a part. Rejects with the market's refusal, `snapshot.store_away`, or `snapshot.store_refused`. */
  async put(part: Part, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#again<unknown>(async (signal) => {
      const { url } = await this.#market.call((client) => client.placeMachinePart({ ...part, bytes: bytes.length, signal }))
      if (url === null) return this.#market.call((client) => client.putMachinePart({ ...part, bytes, signal }))
      return putSigned(url, bytes, { signal })
    })
  }

  /** Fetches a part of at most so many bytes. Rejects as `put`; a longer one with `snapshot.damaged`. */
  async get(part: Part, { mostBytes }: { mostBytes: number }): Promise<Uint8Array> {
    const bytes = await this.#again(async (signal) => {
      const { url } = await this.#market.call((client) => client.placeMachinePart({ ...part, signal }))
      if (url === null) return this.#market.call((client) => client.openMachinePart({ ...part, signal }))
      return getSigned(url, { mostBytes, signal })
    })
    if (bytes.length > mostBytes) throw refusal('snapshot.damaged', { detail: 'a part is too long' })
    return bytes
  }

  /** Says how far a snapshot is. Rejects as `put`. */
  async snapshot(snapshotId: string, report: SnapshotReportWire): Promise<void> {
    await this.#again(() => this.#market.call((client) => client.reportSnapshot({ snapshotId, report })))
  }

  /** Says how far a restore is. Rejects as `put`. */
  async restore(leaseId: string, report: RestoreReportWire): Promise<void> {
    await this.#again(() => this.#market.call((client) => client.reportRestore({ leaseId, report })))
  }

  async #again<Answer>(run: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      this.#signal.throwIfAborted()
      try {
        return await run(AbortSignal.any([this.#signal, AbortSignal.timeout(partWithinMs)]))
      } catch (error) {
        this.#signal.throwIfAborted()
        if (!isPassing(error)) throw error
        if (tries === mostTries) throw refusal('snapshot.store_away', { detail: String(error) })
        await pause(firstPauseMs * 2 ** (tries - 1), this.#signal)
      }
    }
  }
}

/** Worth another try: nobody answered, or whoever did says that it may work later. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof InfinitioError)) return true
  if (isErrorCode(error.code) && !errorTable[error.code].retry) return false
  return error.status === 0 || error.status === 429 || error.status >= 500
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        reject(signal.reason)
      },
      { once: true },
    )
  })
}

/**
 * Brings a part to an address that the market signed. Resolves when the store has it whole. Rejects with `snapshot.store_refused` when the store knows neither the market's key nor the bucket,
 * which trying again does not mend; with anything else when it may.
 */
export async function putSigned(url: string, bytes: Uint8Array<ArrayBuffer>, { signal }: { signal: AbortSignal }): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body: bytes, signal, redirect: 'error' })
  if (!response.ok) throw await faultOf(response, 'PUT')
  await response.body?.cancel()
}

/** Fetches a part of at most so many bytes. Rejects as `putSigned`, and with `snapshot.damaged` when the part is longer, or the bucket has none. */
export async function getSigned(url: string, { mostBytes, signal }: { mostBytes: number; signal: AbortSignal }): Promise<Uint8Array> {
  const response = await fetch(url, { signal, redirect: 'error' })
  if (!response.ok) throw await faultOf(response, 'GET')
  const { bytes, isWhole } = await readAtMost(response, mostBytes)
  if (!isWhole) throw refusal('snapshot.damaged', { detail: 'a part is too long' })
  return bytes
}

/** What an answer means that is none of success. Its words may be anybody's: the name of the error alone is taken. */
async function faultOf(response: Response, method: 'GET' | 'PUT'): Promise<Error> {
  const { status } = response
  const { bytes } = await readAtMost(response, mostErrorBytes)
  const name = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(Buffer.from(bytes).toString())?.[1] ?? ''
  const said = `the store answers ${status}${name === '' ? '' : ` ${name}`}`
  const hasNoPart = status === 404 && method === 'GET' && name !== 'NoSuchBucket'
  if (hasNoPart) return refusal('snapshot.damaged', { detail: 'a part is missing' })
  return status === 401 || status === 403 || status === 404 ? refusal('snapshot.store_refused', { detail: said }) : new Error(said)
}

async function readAtMost(response: Response, mostBytes: number): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    length += chunk.length
    // Leaving the loop lets go of the connection.
    if (length > mostBytes) return { bytes: Buffer.concat(chunks).subarray(0, mostBytes), isWhole: false }
  }
  return { bytes: Buffer.concat(chunks), isWhole: true }
}

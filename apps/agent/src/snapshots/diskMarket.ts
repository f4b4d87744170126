import { errorTable, isErrorCode } from '@infinitio/domain'
import type { RestoreReportWire, SnapshotReportWire } from '@infinitio/domain/wire'
import { InfinitioError, refusal } from '@infinitio/sdk'
import type { MarketSession } from '../market/marketSession.ts'

/** Maximum number of bytes to read from an error answer of a store. S3 puts the error code in the first lines. */
const mostErrorBytes = 4_096

type Part = { part: number } & ({ snapshotId: string } | { leaseId: string })

const partWithinMs = 29_000
const mostTries = 8
const firstPauseMs = 500

/** The functions of `DiskMarket` with which a disk is copied and restored: they store and fetch parts, and report progress. */
export type DiskStore = Pick<DiskMarket, 'put' | 'get' | 'snapshot' | 'restore'>

/**
 * Stores the parts of snapshots at the market and fetches them, and reports progress to it. Tries each step up to eight times. The pauses between the tries add
 * up to about a minute, and the tries themselves take more time.
 */
export class DiskMarket {
  readonly #market: MarketSession
  readonly #signal: AbortSignal

  /** An abort of `signal` ends every wait. */
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

  /** Fetches a part of at most `mostBytes` bytes. Rejects for the same reasons as `put`, and with `snapshot.damaged` for a longer part. */
  async get(part: Part, { mostBytes }: { mostBytes: number }): Promise<Uint8Array> {
    const bytes = await this.#again(async (signal) => {
      const { url } = await this.#market.call((client) => client.placeMachinePart({ ...part, signal }))
      if (url === null) return this.#market.call((client) => client.openMachinePart({ ...part, signal }))
      return getSigned(url, { mostBytes, signal })
    })
    if (bytes.length > mostBytes) throw refusal('snapshot.damaged', { detail: 'a part is too long' })
    return bytes
  }

  /** Reports the progress of a snapshot. Rejects for the same reasons as `put`. */
  async snapshot(snapshotId: string, report: SnapshotReportWire): Promise<void> {
    await this.#again(() => this.#market.call((client) => client.reportSnapshot({ snapshotId, report })))
  }

  /** Reports the progress of a restore. Rejects for the same reasons as `put`. */
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

/**
 * Returns true if a retry may succeed: there was no answer, or its status is 429 or at least 500. A known error code that the table marks as permanent is never
 * retried.
 */
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
 * Uploads a part to a URL that the market signed. Resolves when the store has all of it. Rejects with `snapshot.store_refused` if the store does not accept the
 * market's key or bucket; a retry cannot solve that. After any other rejection, a retry may succeed.
 */
export async function putSigned(url: string, bytes: Uint8Array<ArrayBuffer>, { signal }: { signal: AbortSignal }): Promise<void> {
  const response = await fetch(url, { method: 'PUT', body: bytes, signal, redirect: 'error' })
  if (!response.ok) throw await faultOf(response, 'PUT')
  await response.body?.cancel()
}

/** Fetches a part of at most `mostBytes` bytes. Rejects for the same reasons as `putSigned`, and with `snapshot.damaged` when the part is longer or missing. */
export async function getSigned(url: string, { mostBytes, signal }: { mostBytes: number; signal: AbortSignal }): Promise<Uint8Array> {
  const response = await fetch(url, { signal, redirect: 'error' })
  if (!response.ok) throw await faultOf(response, 'GET')
  const { bytes, isWhole } = await readAtMost(response, mostBytes)
  if (!isWhole) throw refusal('snapshot.damaged', { detail: 'a part is too long' })
  return bytes
}

/** Returns the error for an unsuccessful answer of the store. Takes only the error's name from the answer, because the rest of the answer may be any text. */
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
    // Returning from the loop closes the connection.
    if (length > mostBytes) return { bytes: Buffer.concat(chunks).subarray(0, mostBytes), isWhole: false }
  }
  return { bytes: Buffer.concat(chunks), isWhole: true }
}

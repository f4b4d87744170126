import type { JournalRowWire } from '@infinitio/domain/wire'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'
import type { Transport } from '../transport/createTransport.ts'
import { readLines } from './readLines.ts'

/** Where to begin (1 when left out), how many rows a request may bring, and what ends the reading early. */
export type JournalReading = { readonly from?: bigint; readonly rowsAtOnce?: number; readonly signal?: AbortSignal }

const longestWaitSeconds = 60

/**
 * The rows of the journal, oldest first, up to the last one there is; asks for the next only as they are taken. Waits when the server says it is
 * asked too often. Throws InfinitioError as every call does, and `api.unreachable` when the stream breaks off: begin again after the last row.
 */
export async function* readJournal(transport: Transport, { from = 1n, rowsAtOnce, signal }: JournalReading = {}): AsyncGenerator<JournalRowWire> {
  for (let next = from; ; ) {
    const response = await openPatiently(transport, { query: { from: next.toString(), limit: rowsAtOnce }, signal })
    const before = next
    for await (const row of rowsOf(response)) {
      yield row
      next = BigInt(row.seq) + 1n
    }
    if (next === before) return
  }
}

type Asking = { query: Record<string, string | number | undefined>; signal: AbortSignal | undefined }

async function openPatiently(transport: Transport, { query, signal }: Asking): Promise<Response> {
  for (;;) {
    try {
      return await transport.open({ method: 'GET', path: '/journal', query, ...(signal === undefined ? {} : { signal }) })
    } catch (error) {
      const seconds = error instanceof InfinitioError && error.code === 'api.rate_limited' ? error.retryAfterSeconds : null
      if (seconds === null || seconds > longestWaitSeconds || signal?.aborted) throw error
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
    }
  }
}

async function* rowsOf({ body }: Response): AsyncGenerator<JournalRowWire> {
  if (body === null) return
  const lines = readLines(body)
  for (;;) {
    const row = await nextRow(lines)
    if (row === null) return
    yield row
  }
}

async function nextRow(lines: AsyncGenerator<string>): Promise<JournalRowWire | null> {
  try {
    const { done, value } = await lines.next()
    return done ? null : (JSON.parse(value) as JournalRowWire)
  } catch (cause) {
    throw refusal('api.unreachable', { detail: `the journal broke off: ${String(cause)}` })
  }
}

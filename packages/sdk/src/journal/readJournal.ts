import { journalHeadText, type JournalHeadWire, type JournalRowWire } from '@infinitio/domain/wire'
import { InfinitioError } from '../transport/InfinitioError.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'

/** Options for reading the journal: the first row (default 1), the number of rows in each request, and a signal that ends the reading early. */
type JournalReading = { readonly from?: bigint; readonly rowsAtOnce?: number; readonly signal?: AbortSignal }

const longestWaitSeconds = 60

/**
 * Reads journal rows, oldest first, up to the last row. Sends the next request only when the caller needs more rows. Waits if the server limits the rate.
 * Throws InfinitioError like every call, and `api.unreachable` if the stream breaks. After that, call it again with the row after the last received one as
 * `from`.
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

const longestLine = 67_108_864

/** Reads the lines of a response body until it ends. Throws at a line over 64 MiB, because the market's server never sends one. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let parts: string[] = []
  let waiting = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const lines = decoder.decode(value, { stream: true }).split('\n')
      const rest = lines.pop() ?? ''
      for (const line of lines) {
        yield parts.length === 0 ? line : parts.join('') + line
        parts = []
        waiting = 0
      }
      parts.push(rest)
      waiting += rest.length
      if (waiting > longestLine) throw new Error('A line of the stream is longer than 64 MiB.')
    }
    const last = parts.join('')
    if (last !== '') yield last
  } finally {
    await reader.cancel().catch(() => undefined) // Already closed: there is nothing to cancel.
  }
}

/** Returns true if the Directory's receipt key (the key that signs heads and receipts) signed exactly this head. */
export async function verifyJournalHead({ head, receiptKey }: { head: JournalHeadWire; receiptKey: string }): Promise<boolean> {
  const { recoverMessageAddress } = await import('viem/utils')
  try {
    const signer = await recoverMessageAddress({ message: journalHeadText(head), signature: head.signature as `0x${string}` })
    return signer.toLowerCase() === receiptKey.toLowerCase()
  } catch {
    return false // The text contains no signature.
  }
}

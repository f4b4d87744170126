import type { PublicJournalRow } from '@infinitio/db'
import type { JournalRowWire } from '@infinitio/domain/wire'

/** Returns the journal rows from `fromSeq` on: at most `limit` rows and approximately at most `mostBytes` bytes. */
export type JournalPages = (page: { fromSeq: bigint; limit: number; mostBytes: number }) => Promise<PublicJournalRow[]>

const pageRows = 500
const pageBytes = 1_048_576
/** After this many bytes the stream ends, and the reader must request the rest. So no reader keeps one connection for the whole journal. */
const streamBytes = 33_554_432
/** Milliseconds without reading after which a reader is disconnected, so that another reader can connect. */
const stalledMs = 30_000

/**
 * Streams journal rows as NDJSON, from row number `from` on, at most `limit` rows. Ends after about 32 MiB even if there are more rows. Reads the next page
 * from the database only when the reader has received the last one, so a slow reader costs one page of memory and no database connection. Reads the first page
 * before the answer starts, and throws if that fails. `onClosed` is called once, when the stream ends.
 */
export async function journalStream(
  pages: JournalPages,
  { from, limit, onClosed }: { from: bigint; limit: number; onClosed: () => void },
): Promise<Response> {
  const encoder = new TextEncoder()
  let fromSeq = from
  let rowsLeft = limit
  let bytesLeft = streamBytes
  const nextPage = async (): Promise<Uint8Array | null> => {
    if (rowsLeft === 0 || bytesLeft <= 0) return null
    const rows = await pages({ fromSeq, limit: Math.min(pageRows, rowsLeft), mostBytes: pageBytes })
    const last = rows.at(-1)
    if (last === undefined) return null
    fromSeq = last.seq + 1n
    rowsLeft -= rows.length
    const lines = encoder.encode(rows.map(lineOf).join(''))
    bytesLeft -= lines.byteLength
    return lines
  }
  let first: Uint8Array | null
  try {
    first = await nextPage()
  } catch (error) {
    onClosed()
    throw error
  }
  return new Response(bodyOf(first, { nextPage, onClosed }), {
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}

function bodyOf(
  first: Uint8Array | null,
  { nextPage, onClosed }: { nextPage: () => Promise<Uint8Array | null>; onClosed: () => void },
): ReadableStream<Uint8Array> {
  let ready: Uint8Array | null = first
  let stalled: NodeJS.Timeout | undefined
  let isClosed = false
  const end = () => {
    clearTimeout(stalled)
    if (!isClosed) onClosed()
    isClosed = true
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stalled)
        try {
          const page = ready ?? (await nextPage())
          ready = null
          if (page === null || first === null) {
            end()
            return controller.close()
          }
          controller.enqueue(page)
          stalled = setTimeout(() => {
            end()
            controller.error(new Error('the reader takes nothing'))
          }, stalledMs)
          stalled.unref()
        } catch (error) {
          end()
          controller.error(error)
        }
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  )
}

function lineOf({ seq, atMs, command, events, hash, generation }: PublicJournalRow): string {
  const row: JournalRowWire = { seq: seq.toString(), atMs: atMs.toString(), command, events, hash, generation }
  return `${JSON.stringify(row)}\n`
}

import { type JournalRow, journalGenesis, journalHash, listJournalRows, type Queryable } from '@infinitio/db'
import { apply, type Book, type BookCommand, createBook, fromCanonical, toCanonical } from '@infinitio/matching'
import type { JournalHead } from './journalEntry.ts'
import type { Written } from './writeBookRows.ts'

/** The book after a replay, and the journal's end. */
export interface Replayed {
  book: Book
  head: JournalHead
}

/** Thrown if the journal cannot be replayed: a row was changed, or the matching code returns other results than before. */
export class JournalBroken extends Error {
  override name = 'JournalBroken'
}

const PAGE_ROWS = 2_000

/** Called after each applied row, with the book after that row. */
type OnRow = (written: Written, book: Book) => Promise<void>

/** Returns the state at which a complete replay begins: an empty order book, before the first row of the journal. */
export function beforeJournal(): Replayed {
  return { book: createBook(), head: { seq: 0n, atMs: 0n, hash: journalGenesis } }
}

/**
 * Replays the whole journal from an empty book. Throws `JournalBroken` if a row's number, hash or events do not follow from the earlier rows; nothing may then
 * be appended. Row numbers have no gaps, except the numbers that a `Generation` row lists as lost.
 */
export async function replayJournal(db: Queryable, onRow: OnRow | null = null): Promise<Replayed> {
  const at = beforeJournal()
  await replayOn(db, at, { onRow })
  return at
}

/** `onRow` is called for each row. `upTo` is the last row to replay; null for all rows. */
interface ReplayLimits {
  onRow?: OnRow | null
  upTo?: bigint | null
}

/**
 * Replays the rows that follow the last row of the order book in `at`, and changes `at`. Returns the number of rows. Throws as `replayJournal` does; do not use
 * `at` after that.
 */
export async function replayOn(db: Queryable, at: Replayed, { onRow = null, upTo = null }: ReplayLimits = {}): Promise<number> {
  const { book } = at
  const pageAfter = (afterSeq: bigint) => listJournalRows(db, { afterSeq, limit: PAGE_ROWS })
  for (let count = 0, page = pageAfter(at.head.seq); ; ) {
    const read = await page
    const rows = upTo === null ? read : read.filter(({ seq }) => seq <= upTo)
    const last = rows.at(-1)
    // Starts to read the next page from the database while this page is replayed.
    if (last !== undefined && rows.length === PAGE_ROWS) {
      page = pageAfter(last.seq)
      // Only prevents an unhandled rejection: the error is thrown again where the page is awaited.
      page.catch(() => undefined)
    }
    for (const row of rows) {
      const written = replayRow({ book, head: at.head, row })
      if (onRow !== null) await onRow(written, book)
      at.head = { seq: row.seq, atMs: row.atMs, hash: row.hash }
    }
    count += rows.length
    if (rows.length < PAGE_ROWS) return count
  }
}

/** Throws `JournalBroken` if the journal no longer contains the row that the book applied last. This happens if an older backup was restored. */
export async function expectFollowed(db: Queryable, { head }: Replayed): Promise<void> {
  if (head.seq === 0n) return
  const [row] = await listJournalRows(db, { afterSeq: head.seq - 1n, limit: 1 })
  if (row?.seq !== head.seq || row.hash !== head.hash) throw new JournalBroken(`journal row ${head.seq} is not the one that was followed`)
}

function replayRow({ book, head, row }: { book: Book; head: JournalHead; row: JournalRow }): Written {
  const command = fromCanonical(row.command)
  if (row.seq !== followingSeq({ book, head, command })) throw new JournalBroken(`journal row ${head.seq + 1n} is missing`)
  if (row.atMs < head.atMs) throw new JournalBroken(`journal row ${row.seq} goes back in time`)
  if (row.hash !== journalHash({ previous: head.hash, ...row }))
    throw new JournalBroken(`journal row ${row.seq} does not have the hash of its content`)
  const events = apply(book, command, { seq: Number(row.seq), atMs: Number(row.atMs) })
  if (toCanonical(events) !== row.events) throw new JournalBroken(`journal row ${row.seq} gives other events when replayed`)
  return { seq: row.seq, atMs: row.atMs, command, events }
}

/**
 * Returns the number that a row must have. Usually it is the next number. For the first row of a generation, it is the first number after those that may have
 * been published.
 */
function followingSeq({ book, head, command }: { book: Book; head: JournalHead; command: BookCommand }): bigint {
  if (command.kind !== 'Generation') return head.seq + 1n
  const { generation, lostFromSeq, lostToSeq } = command
  const isNamed = generation > book.generation && BigInt(lostFromSeq) === head.seq + 1n && lostToSeq >= lostFromSeq
  if (!isNamed) throw new JournalBroken(`a generation after journal row ${head.seq} does not name what was lost`)
  return BigInt(lostToSeq) + 1n
}

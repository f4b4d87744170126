import { type JournalRow, journalGenesis, journalHash, listJournalRows, type Queryable } from '@infinitio/db'
import { apply, type Book, type BookCommand, createBook, fromCanonical, toCanonical } from '@infinitio/matching'
import type { JournalHead } from './journalEntry.ts'
import type { Written } from './writeBookRows.ts'

/** The book as the journal gives it. */
export interface Replayed {
  book: Book
  head: JournalHead
}

/** A journal that does not give what it says: a row was changed, or the matching code gives other results than then. */
export class JournalBroken extends Error {
  override name = 'JournalBroken'
}

const PAGE_ROWS = 2_000

/** Called with each row as it is applied, and the book after it. */
type OnRow = (written: Written, book: Book) => Promise<void>

/** A book before its first row. */
export function beforeJournal(): Replayed {
  return { book: createBook(), head: { seq: 0n, atMs: 0n, hash: journalGenesis } }
}

/**
 * Replays the whole journal from an empty book. Throws `JournalBroken` when a row's number, hash or events do not follow
 * from the rows before it: then nothing may be appended. Numbers follow each other, but for those that a `Generation` names as lost.
 */
export async function replayJournal(db: Queryable, onRow: OnRow | null = null): Promise<Replayed> {
  const at = beforeJournal()
  await replayOn(db, at, { onRow })
  return at
}

/** What is done with each row, and the last row to replay; null: the last one of the journal. */
interface ReplayLimits {
  onRow?: OnRow | null
  upTo?: bigint | null
}

/** Replays the rows that a book has not seen yet, which changes `at`; returns how many. Throws as `replayJournal` does; then `at` must not be used. */
export async function replayOn(db: Queryable, at: Replayed, { onRow = null, upTo = null }: ReplayLimits = {}): Promise<number> {
  const { book } = at
  const pageAfter = (afterSeq: bigint) => listJournalRows(db, { afterSeq, limit: PAGE_ROWS })
  for (let count = 0, page = pageAfter(at.head.seq); ; ) {
    const read = await page
    const rows = upTo === null ? read : read.filter(({ seq }) => seq <= upTo)
    const last = rows.at(-1)
    // The database reads the next page while this one is replayed.
    if (last !== undefined && rows.length === PAGE_ROWS) {
      page = pageAfter(last.seq)
      // One that failed is told when it is waited for.
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

/** Throws `JournalBroken` when the row that a book ends at is not the journal's any more: a backup was restored below it. */
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

/** The number a row must bear: the next one, or for the first row of a generation the next one that was never published. */
function followingSeq({ book, head, command }: { book: Book; head: JournalHead; command: BookCommand }): bigint {
  if (command.kind !== 'Generation') return head.seq + 1n
  const { generation, lostFromSeq, lostToSeq } = command
  const isNamed = generation > book.generation && BigInt(lostFromSeq) === head.seq + 1n && lostToSeq >= lostFromSeq
  if (!isNamed) throw new JournalBroken(`a generation after journal row ${head.seq} does not name what was lost`)
  return BigInt(lostToSeq) + 1n
}

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

/**
 * Replays the whole journal from an empty book. Throws `JournalBroken` when a row's number, hash or events do not follow
 * from the rows before it: then nothing may be appended. Numbers follow each other, but for those that a `Generation` names as lost.
 */
export async function replayJournal(db: Queryable, onRow: OnRow | null = null): Promise<Replayed> {
  const book = createBook()
  let head: JournalHead = { seq: 0n, atMs: 0n, hash: journalGenesis }
  for (;;) {
    const rows = await listJournalRows(db, { afterSeq: head.seq, limit: PAGE_ROWS })
    for (const row of rows) {
      const written = replayRow({ book, head, row })
      if (onRow !== null) await onRow(written, book)
      head = { seq: row.seq, atMs: row.atMs, hash: row.hash }
    }
    if (rows.length < PAGE_ROWS) return { book, head }
  }
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

import { type JournalRow, journalGenesis, journalHash, listJournalRows, type Queryable } from '@infinitio/db'
import { apply, type Book, createBook, fromCanonical, toCanonical } from '@infinitio/matching'
import type { JournalHead } from './journalEntry.ts'

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

/**
 * Replays the whole journal from an empty book. Throws `JournalBroken` when a row's number, hash or events do not follow
 * from the rows before it: then nothing may be appended.
 */
export async function replayJournal(db: Queryable): Promise<Replayed> {
  const book = createBook()
  let head: JournalHead = { seq: 0n, atMs: 0n, hash: journalGenesis }
  for (;;) {
    const rows = await listJournalRows(db, { afterSeq: head.seq, limit: PAGE_ROWS })
    for (const row of rows) head = replayRow({ book, head, row })
    if (rows.length < PAGE_ROWS) return { book, head }
  }
}

function replayRow({ book, head, row }: { book: Book; head: JournalHead; row: JournalRow }): JournalHead {
  if (row.seq !== head.seq + 1n) throw new JournalBroken(`journal row ${head.seq + 1n} is missing`)
  if (row.atMs < head.atMs) throw new JournalBroken(`journal row ${row.seq} goes back in time`)
  if (row.hash !== journalHash({ previous: head.hash, ...row }))
    throw new JournalBroken(`journal row ${row.seq} does not have the hash of its content`)
  const command = fromCanonical(row.command)
  const events = apply(book, command, { seq: Number(row.seq), atMs: Number(row.atMs) })
  if (toCanonical(events) !== row.events) throw new JournalBroken(`journal row ${row.seq} gives other events when replayed`)
  return { seq: row.seq, atMs: row.atMs, hash: row.hash }
}

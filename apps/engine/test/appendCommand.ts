import type { TestDb } from '@infinitio/db/test'
import { insertJournalRows } from '@infinitio/db'
import type { BookCommand } from '@infinitio/matching'
import { journalEntry } from '../src/matcher/journalEntry.ts'

/** Appends an engine command without events to the journal, as the next row. Returns the number of that row. */
export async function appendCommand(db: TestDb, command: BookCommand): Promise<bigint> {
  const query = 'select seq, at_ms as "atMs", hash from journal order by seq desc limit 1'
  const [head] = await db.query<{ seq: bigint; atMs: bigint; hash: string }>(query, [])
  if (head === undefined) throw new Error('the journal is empty')
  const row = journalEntry({ head, atMs: head.atMs, command, events: [] })
  await insertJournalRows(db, [row])
  return row.seq
}

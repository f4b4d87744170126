import { rowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const journalHead = statement(
  rowOf({ seq: tables.journal.seq, hash: tables.journal.hash }),
  'select seq, hash from journal order by seq desc limit 1',
)

/** The last row of the journal, or null while it is empty. Index: journal (seq). Takes no lock. */
export async function readJournalHead(db: Queryable): Promise<{ seq: bigint; hash: string } | null> {
  return journalHead.first(db, [])
}

import type { Queryable } from '../client/queryable.ts'
import type { JournalRow } from './journalRow.ts'

/** A row of the journal as far as a reader needs it that judges its command anew: the events follow from it. */
export type JournalCommandRow = Pick<JournalRow, 'seq' | 'atMs' | 'command'>

/** The commands of the journal after `afterSeq`, oldest first, at most `limit`. Index: journal (seq). Takes no lock. */
export async function listJournalCommands(db: Queryable, { afterSeq, limit }: { afterSeq: bigint; limit: number }): Promise<JournalCommandRow[]> {
  return db.query<JournalCommandRow>('select seq, at_ms as "atMs", command from journal where seq > $1 order by seq limit $2', [afterSeq, limit])
}

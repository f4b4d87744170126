import type { Queryable } from '../client/queryable.ts'
import type { JournalRow } from './journalRow.ts'

/** The journal after `afterSeq`, oldest first, at most `limit` rows. Index: journal (seq). Takes no lock. */
export async function listJournalRows(db: Queryable, { afterSeq, limit }: { afterSeq: bigint; limit: number }): Promise<JournalRow[]> {
  return db.query<JournalRow>('select seq, at_ms as "atMs", command, events, hash from journal where seq > $1 order by seq limit $2', [
    afterSeq,
    limit,
  ])
}

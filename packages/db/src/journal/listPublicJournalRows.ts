import type { Queryable } from '../client/queryable.ts'
import type { JournalRow } from './journalRow.ts'

/** A row of the journal, with the generation it belongs to. */
export interface PublicJournalRow extends JournalRow {
  generation: number
}

/**
 * Rows of the journal from a number on, oldest first, until `limit` rows or about `mostBytes` of text; at least one when there is one. Indexes:
 * journal (seq), journal_generations (generation). Takes no lock.
 */
export async function listPublicJournalRows(
  db: Queryable,
  { fromSeq, limit, mostBytes }: { fromSeq: bigint; limit: number; mostBytes: number },
): Promise<PublicJournalRow[]> {
  return db.query<PublicJournalRow>(
    `select seq, at_ms as "atMs", command, events, hash,
            (select coalesce(max(generation), 0) from journal_generations where first_seq <= seq) as generation
     from (select *, coalesce(sum(octet_length(command) + octet_length(events)) over (order by seq rows between unbounded preceding and 1 preceding), 0) as before
           from (select * from journal where seq >= $1 order by seq limit $2) page) sized
     where before < $3
     order by seq`,
    [fromSeq, limit, mostBytes],
    { prepared: true },
  )
}

import type { Queryable } from '../client/queryable.ts'

/**
 * Where the matcher stands, for health pages: last journal row, matches not yet settled, whether it holds back api
 * commands. `bookHash` is given when it was computed at `lastSeq`, else null (the stored one is then cleared).
 */
export async function saveMatcherStatus(
  tx: Queryable,
  { lastSeq, bookHash, unsettled, paused }: { lastSeq: bigint; bookHash: string | null; unsettled: number; paused: boolean },
): Promise<void> {
  await tx.query(
    `insert into matcher_status (id, last_seq, book_hash, unsettled, paused, updated_at) values (1, $1, $2, $3, $4, now())
     on conflict (id) do update set last_seq = excluded.last_seq, book_hash = excluded.book_hash, unsettled = excluded.unsettled,
       paused = excluded.paused, updated_at = excluded.updated_at`,
    [lastSeq, bookHash, unsettled, paused],
  )
}

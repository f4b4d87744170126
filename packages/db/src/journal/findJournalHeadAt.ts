import type { Queryable } from '../client/queryable.ts'

/**
 * The last row of the journal that was written up to a moment, and before a row when one is given; null when there is none. Rows never go back in time,
 * so it is found by halving: some twenty looks at journal (seq). Takes no lock.
 */
export async function findJournalHeadAt(
  db: Queryable,
  { atMs, beforeSeq }: { atMs: bigint; beforeSeq: bigint | null },
): Promise<{ seq: bigint; hash: string } | null> {
  const rows = await db.query<{ seq: bigint; hash: string }>(
    `with recursive halving as (
       select 0::bigint as low, coalesce($2::bigint - 1, (select max(seq) from journal), 0) as high
       union all
       select case when row.at_ms <= $1 then row.seq else low end, case when row.at_ms <= $1 then high else middle - 1 end
       from (select low, high, low + (high - low + 1) / 2 as middle from halving where low < high) half
       left join lateral (select seq, at_ms from journal where seq >= middle and seq <= high order by seq limit 1) row on true
     )
     select j.seq, j.hash from journal j where j.seq = (select max(low) from halving)`,
    [atMs, beforeSeq],
  )
  return rows[0] ?? null
}

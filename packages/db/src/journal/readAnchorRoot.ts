import type { Queryable } from '../client/queryable.ts'

/**
 * What is anchored of the journal: number and hash of its last row that is more than time going by. Rows are chained by their hashes, so it stands for all
 * before it; blocks and ticks after it say nothing that needs an anchor. Null for an empty journal. Index: journal (seq).
 */
export async function readAnchorRoot(db: Queryable): Promise<{ seq: bigint; hash: string } | null> {
  const rows = await db.query<{ seq: bigint; hash: string }>(
    `select seq, hash from journal where command::jsonb ->> 'kind' not in ('Block', 'Tick') order by seq desc limit 1`,
    [],
  )
  return rows[0] ?? null
}

import type { Queryable } from '../client/queryable.ts'

/** The last row of the journal and its generation, or null while it is empty. Indexes: journal (seq), journal_generations (generation). Takes no lock. */
export async function readPublicJournalHead(db: Queryable): Promise<{ seq: bigint; hash: string; generation: number } | null> {
  const rows = await db.query<{ seq: bigint; hash: string; generation: number }>(
    `select seq, hash, (select coalesce(max(generation), 0) from journal_generations where first_seq <= seq) as generation
     from journal order by seq desc limit 1`,
    [],
    { prepared: true },
  )
  return rows[0] ?? null
}

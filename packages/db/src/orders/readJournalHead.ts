import type { Queryable } from '../client/queryable.ts'

/** The last row of the journal, or null while it is empty. Index: journal (seq). Takes no lock. */
export async function readJournalHead(db: Queryable): Promise<{ seq: bigint; hash: string } | null> {
  const rows = await db.query<{ seq: bigint; hash: string }>('select seq, hash from journal order by seq desc limit 1', [])
  return rows[0] ?? null
}

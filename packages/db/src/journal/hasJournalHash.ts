import type { Queryable } from '../client/queryable.ts'

/** True when a row of the journal has this hash. Reads the whole journal: for restores. Takes no lock. */
export async function hasJournalHash(db: Queryable, { hash }: { hash: string }): Promise<boolean> {
  const rows = await db.query('select from journal where hash = $1 limit 1', [hash])
  return rows.length > 0
}

import type { Queryable } from '../client/queryable.ts'

/** True while an anchor of any of our keys waits for a block. Index: transactions (state, id). Takes no lock. */
export async function hasOpenAnchor(db: Queryable): Promise<boolean> {
  const rows = await db.query("select from transactions where state in ('stored', 'broadcast') and action = 'anchor' limit 1", [])
  return rows.length > 0
}

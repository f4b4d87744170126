import type { Queryable } from '../client/queryable.ts'

/** True when the journal was ever restored below what had been published. Takes no lock. */
export async function hasGenerations(db: Queryable): Promise<boolean> {
  return (await db.query('select from journal_generations limit 1', [])).length > 0
}

import type { Queryable } from '../client/queryable.ts'

/** Deletes a search of an account; one that is gone, or another's, is left alone. Index: saved_searches (search_id). */
export async function deleteSavedSearch(db: Queryable, { account, searchId }: { account: string; searchId: string }): Promise<void> {
  await db.query('delete from saved_searches where search_id = $2 and account = $1', [account, searchId])
}

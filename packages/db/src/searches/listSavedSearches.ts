import type { Queryable } from '../client/queryable.ts'
import type { SavedSearchRow } from './savedSearchRow.ts'

/** The searches of an account, newest first. Index: saved_searches (account, query). Takes no lock. */
export async function listSavedSearches(db: Queryable, { account }: { account: string }): Promise<SavedSearchRow[]> {
  return db.query<SavedSearchRow>(
    `select search_id as "searchId", query, seen_nodes as "seenNodes", seen_at as "seenAt", alerts from saved_searches
     where account = $1 order by created_at desc, search_id`,
    [account],
  )
}

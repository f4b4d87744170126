import type { Queryable } from '../client/queryable.ts'

/** Keeps what a search of an account found when it was looked at. One that is gone, or another's, is left alone. Index: saved_searches (search_id). */
export async function noteSearchSeen(
  db: Queryable,
  { account, searchId, seenNodes }: { account: string; searchId: string; seenNodes: readonly string[] | null },
): Promise<void> {
  await db.query('update saved_searches set seen_nodes = $3::text[], seen_at = now(), told_nodes = null where search_id = $2 and account = $1', [
    account,
    searchId,
    seenNodes,
  ])
}

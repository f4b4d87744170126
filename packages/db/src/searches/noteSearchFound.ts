import { insertNotifications } from '../notifications/insertNotifications.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * Notes what a search finds as told, and tells its account when `found` nodes of it are new. Nothing where its alerts were switched off, or somebody else told
 * of it meanwhile. Call it inside a transaction. Returns how many were told. Index: saved_searches (search_id).
 */
export async function noteSearchFound(
  tx: Queryable,
  { searchId, nodes, found, toldAt }: { searchId: string; nodes: readonly string[]; found: number; toldAt: Date | null },
): Promise<number> {
  const noted = await tx.query(
    `update saved_searches set told_nodes = $2::text[], told_at = case when $3 > 0 then now() else told_at end
     where search_id = $1 and alerts and told_at is not distinct from $4::timestamptz returning 1`,
    [searchId, nodes, found, toldAt],
  )
  if (noted.length === 0 || found === 0) return 0
  return insertNotifications(tx, {
    news: `select account, 'search_found:' || search_id || ':' || told_at as key, 'search_found' as kind,
        jsonb_build_object('searchId', search_id, 'query', query::jsonb, 'found', $2::int) as facts from saved_searches where search_id = $1`,
    values: [searchId, found],
  })
}

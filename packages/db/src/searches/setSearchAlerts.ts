import type { Queryable } from '../client/queryable.ts'

/** Switches the alerts of a search of an account on or off; what it finds now is told no more. One that is gone, or another's, is left alone. Index: saved_searches (search_id). */
export async function setSearchAlerts(
  db: Queryable,
  { account, searchId, alerts, nodes }: { account: string; searchId: string; alerts: boolean; nodes: readonly string[] | null },
): Promise<void> {
  await db.query('update saved_searches set alerts = $3, told_nodes = $4::text[], told_at = null where search_id = $2 and account = $1', [
    account,
    searchId,
    alerts,
    nodes,
  ])
}

import type { Queryable } from '../client/queryable.ts'

/** A search that is to be looked for now. `toldNodes` are those its account knows by an alert, null where it had none since it last looked. */
export type AlertSearch = {
  readonly searchId: string
  readonly query: string
  readonly seenNodes: readonly string[] | null
  readonly toldNodes: readonly string[] | null
  readonly toldAt: Date | null
}

/**
 * Takes searches with alerts that were not looked for in `everySeconds` and are not quiet, those that wait longest first, and notes that they are looked for
 * now. Locks the rows it takes; rows another server takes are passed over. Index: saved_searches_alerts_idx.
 */
export async function claimAlertSearches(
  db: Queryable,
  { everySeconds, quietSeconds, limit }: { everySeconds: number; quietSeconds: number; limit: number },
): Promise<AlertSearch[]> {
  return db.query<AlertSearch>(
    `update saved_searches set checked_at = now() where search_id in (
       select search_id from saved_searches
       where alerts and checked_at <= now() - make_interval(secs => $1) and (told_at is null or told_at <= now() - make_interval(secs => $2))
       order by checked_at limit $3 for update skip locked)
     returning search_id as "searchId", query, seen_nodes as "seenNodes", told_nodes as "toldNodes", told_at as "toldAt"`,
    [everySeconds, quietSeconds, limit],
  )
}

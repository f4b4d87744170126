import type { Queryable } from '../client/queryable.ts'

/** A node that is lost, and for how many whole seconds it gave no sign of life that somebody would have seen. */
export interface LostNode {
  nodeId: string
  silentSeconds: number
}

/**
 * Marks the hidden nodes that gave no sign of life for `lostAfterSeconds`, and returns them. A heartbeat is one, and so is a tunnel that its gateway
 * spoke of; before `watchedSince` nobody would have seen one, so silence counts from there at the earliest. Those in `except` are left for later. Call it inside the transaction that notes
 * their leases. Locks the rows it marks; rows another sweep holds are passed over. Index: node_heartbeats (silent, last_seen_at), tunnels (node_id, closed_at).
 */
export async function markLostNodes(
  tx: Queryable,
  { lostAfterSeconds, watchedSince, except }: { lostAfterSeconds: number; watchedSince: Date; except: readonly string[] },
): Promise<LostNode[]> {
  return tx.query<LostNode>(
    `with quiet as (
       select h.node_id, greatest(h.last_seen_at, $2::timestamptz, (select max(t.last_seen_at) from tunnels t where t.node_id = h.node_id)) as since
       from node_heartbeats h
       where h.silent and h.last_seen_at <= now() - make_interval(secs => $1) and (h.lost_at is null or h.lost_at < h.last_seen_at)
         and not h.node_id = any($3::text[])
       order by h.node_id for update of h skip locked)
     update node_heartbeats n set lost_at = now() from quiet
     where n.node_id = quiet.node_id and quiet.since <= now() - make_interval(secs => $1)
     returning n.node_id as "nodeId", floor(extract(epoch from now() - quiet.since))::int as "silentSeconds"`,
    [lostAfterSeconds, watchedSince, except],
  )
}

import type { Queryable } from '../client/queryable.ts'

/**
 * Marks the nodes that for `silentAfterSeconds` said nothing or had no live tunnel, and returns them: nobody could reach what they would rent.
 * A tunnel lives while it is open and its gateway says so; `silentAfterSeconds` must be some times the 5 s in which a gateway does. Call it inside
 * the transaction that writes their NodeSilent commands. Locks the rows it marks; rows another sweep holds are passed over.
 * Index: node_heartbeats (silent, last_seen_at), tunnels (node_id, closed_at).
 */
export async function markSilentNodes(tx: Queryable, { silentAfterSeconds }: { silentAfterSeconds: number }): Promise<string[]> {
  const rows = await tx.query<{ node_id: string }>(
    `with bound as (select now() - make_interval(secs => $1) as at)
     update node_heartbeats set silent = true where node_id in (
       select h.node_id from node_heartbeats h cross join bound where not h.silent and (h.last_seen_at < bound.at or not exists (
         select from tunnels t where t.node_id = h.node_id
           and ((t.closed_at is null and t.last_seen_at >= bound.at) or t.closed_at >= bound.at)))
       order by h.node_id for update of h skip locked)
     returning node_id`,
    [silentAfterSeconds],
  )
  return rows.map((row) => row.node_id)
}

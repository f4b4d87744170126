import type { Queryable } from '../client/queryable.ts'

/**
 * Marks the hidden nodes that are heard from again and have an open tunnel, both within `silentAfterSeconds`, and returns them: new ones and those
 * that are back. Call it inside the transaction that writes their NodeBack commands. Locks the rows it marks; rows another call holds are passed over.
 * Index: node_heartbeats (silent, last_seen_at), tunnels (node_id, closed_at).
 */
export async function markReturnedNodes(tx: Queryable, { silentAfterSeconds }: { silentAfterSeconds: number }): Promise<string[]> {
  const rows = await tx.query<{ node_id: string }>(
    `with bound as (select now() - make_interval(secs => $1) as at)
     update node_heartbeats set silent = false where node_id in (
       select h.node_id from node_heartbeats h cross join bound where h.silent and h.last_seen_at >= bound.at and exists (
         select from tunnels t where t.node_id = h.node_id and t.closed_at is null and t.last_seen_at >= bound.at)
       order by h.node_id for update of h skip locked)
     returning node_id`,
    [silentAfterSeconds],
  )
  return rows.map((row) => row.node_id)
}

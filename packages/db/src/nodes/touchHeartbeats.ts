import type { Queryable } from '../client/queryable.ts'

/**
 * Notes that these nodes were heard from, and returns those that are hidden all the same: silent before, or never heard of. Whether they are
 * shown is for `markReturnedNodes` to say. Locks their rows in the order of ids, so that two reports never deadlock.
 * Index: node_heartbeats (node_id).
 */
export async function touchHeartbeats(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<string[]> {
  const rows = await db.query<{ node_id: string; silent: boolean }>(
    `insert into node_heartbeats (node_id, last_seen_at, silent) select node_id, now(), true from unnest($1::text[]) as node_id order by node_id
     on conflict (node_id) do update set last_seen_at = now() returning node_id, silent`,
    [nodeIds],
  )
  return rows.filter((row) => row.silent).map((row) => row.node_id)
}

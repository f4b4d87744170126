import type { Queryable } from '../client/queryable.ts'

/** True when a live lease on one of these nodes names the workload. Index: leases (node_id, state). Takes no lock. */
export async function isWorkloadLeasedTo(db: Queryable, { hash, nodeIds }: { hash: string; nodeIds: readonly string[] }): Promise<boolean> {
  const rows = await db.query<{ lease_id: bigint }>(
    "select lease_id from leases where node_id = any($2) and state in ('booked', 'active') and workload_hash = $1 limit 1",
    [hash, nodeIds],
  )
  return rows.length === 1
}

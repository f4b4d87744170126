import type { Queryable } from '../client/queryable.ts'

/** The box that is kept for a live lease on one of these nodes; null without. Index: leases (node_id, state), sealed_secrets (workload_hash, node_id). Takes no lock. */
export async function findSealedSecrets(
  db: Queryable,
  { leaseId, nodeIds }: { leaseId: bigint; nodeIds: readonly string[] },
): Promise<{ boxId: string; box: string } | null> {
  const rows = await db.query<{ boxId: string; box: string }>(
    `select s.box_id as "boxId", s.box from leases l join sealed_secrets s on s.workload_hash = l.workload_hash and s.node_id = l.node_id
     where l.lease_id = $1 and l.node_id = any($2) and l.state in ('booked', 'active') and s.box is not null`,
    [leaseId, nodeIds],
  )
  return rows[0] ?? null
}

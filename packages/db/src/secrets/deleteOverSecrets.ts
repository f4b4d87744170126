import type { Queryable } from '../client/queryable.ts'

/**
 * Deletes the sealed secrets whose leases are over, and those that met no lease within 8 days, when the order they were for is over, too. Index:
 * leases (node_id, state), sealed_secrets (sealed_at).
 */
export async function deleteOverSecrets(db: Queryable): Promise<void> {
  const ofLease = 'leases.workload_hash = sealed_secrets.workload_hash and leases.node_id = sealed_secrets.node_id'
  await db.query(
    `delete from sealed_secrets
     where not exists (select from leases where ${ofLease} and state in ('booked', 'active') and end_at > extract(epoch from now()))
       and (sealed_at < now() - interval '8 days' or exists (select from leases where ${ofLease} and end_at > extract(epoch from sealed_at)))`,
    [],
  )
}

import type { Queryable } from '../client/queryable.ts'
import type { SealedSecrets } from './saveSealedSecrets.ts'

/**
 * Keeps the secrets of a lease's workload as its machine sealed them to another one, unless some are there that were not refused. Index: leases (lease_id),
 * sealed_secrets (workload_hash, node_id).
 */
export async function saveMovedSecrets(
  db: Queryable,
  { leaseId, nodeId, account, boxId, box }: Omit<SealedSecrets, 'workloadHash'> & { leaseId: bigint },
): Promise<void> {
  await db.query(
    `insert into sealed_secrets (workload_hash, node_id, account, box_id, box, state)
     select workload_hash, $2, $3, $4, $5, 'sealed' from leases where lease_id = $1
     on conflict (workload_hash, node_id) do update set account = excluded.account, box_id = excluded.box_id, box = excluded.box,
       state = 'sealed', code = null, sealed_at = now() where sealed_secrets.state = 'refused'`,
    [leaseId, nodeId, account, boxId, box],
  )
}

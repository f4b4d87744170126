import type { Queryable } from '../client/queryable.ts'
import { leaseColumns, type LeaseRow } from '../projections/leases.ts'
import { wasLost } from './wasLost.ts'

/** A lease with what its node needs besides. `guestKeys`: SSH keys of teammates who may use it now. */
type NodeLeaseRow = LeaseRow & { workload: string | null; hasSecrets: boolean; guestKeys: string[] }

/** Booked and active leases on these nodes with what they run and whether sealed secrets are there for them, oldest first, but for those that were lost with a node. Index: leases (node_id, state). Takes no lock. */
export async function listNodeLeases(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<NodeLeaseRow[]> {
  return db.query<NodeLeaseRow>(
    `select l.*, w.body as workload, s.box is not null as "hasSecrets",
       array(select distinct k.line from lease_shares h join account_ssh_keys k on k.account = h.guest where h.bid_hash = l."bidHash" and h.may = 'use'
         and h.shared_by = coalesce(l.holder, l.renter) order by k.line) as "guestKeys" from (
       select ${leaseColumns} from leases where node_id = any($1) and state in ('booked', 'active') and not ${wasLost}) l
     left join workloads w on w.hash = l."workloadHash"
     left join sealed_secrets s on s.workload_hash = l."workloadHash" and s.node_id = l."nodeId" order by l."leaseId"`,
    [nodeIds],
  )
}

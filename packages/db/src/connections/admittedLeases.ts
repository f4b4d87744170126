// Leases to which a gateway lets renters connect. The gateway reads `leases`, `workloads`, `relays`, `lease_shares` and `lease_access`.
import { leaseFlags } from '@infinitio/domain'
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { clusterKeyOf } from '../leases/clusterKey.ts'
import { leaseAccessColumn, leaseAccessOf } from '../leases/leaseAccess.ts'
import { wasLost } from '../leases/lostLeases.ts'
import { type LeaseGuest, leaseGuests, leaseGuestsColumn } from '../shares.ts'

/**
 * A lease to which its renter may connect now. The lease is active, or it is booked and the node has already sent its signed Ready message. A lease that was
 * lost with its node is left out.
 */
export type AdmittedLease = {
  leaseId: string
  /** Hash of the bid from which the lease comes. It is also the trace id in logs. */
  orderHash: string
  nodeId: string
  /** The end of the lease in Unix seconds of the block clock. The gateway closes access at this time even if nobody sends a transaction that ends the lease. */
  endsAtSeconds: number
  /** The account that has the rights of the lease's renter now. */
  holder: string
  /** A text that the leases of one cluster share: they have the same renter and workload, and a private network. Null for a lease outside clusters. */
  cluster: string | null
  /** The accounts with whom the holder shares the lease now, each with its SSH keys. */
  guests: LeaseGuest[]
  /**
   * SSH keys as OpenSSH lines. They come from the last change that the current holder signed. Without such a change they are the keys of the workload, or none
   * if the renter has transferred the lease.
   */
  sshKeys: string[]
  /** Ports with a web address: the ports that the holder signed last, or, if there are none, the ports of the workload. */
  ports: number[]
}

const { leases, workloads } = tables

const admittedLeaseRow = rowOf({
  lease_id: leases.lease_id,
  bid_hash: leases.bid_hash,
  node_id: leases.node_id,
  end_at: leases.end_at,
  body: nullable(workloads.body),
  holder: 'text',
  given_away: 'bool',
  cluster: 'text?',
  guests: leaseGuestsColumn,
  access: leaseAccessColumn,
})

/** SQL that selects the leases to which their holders may connect now. A caller may append conditions; these must call the table `leases`. */
const admittedLeaseSelect = `
  select leases.lease_id, leases.bid_hash, leases.node_id, leases.end_at, workloads.body, coalesce(leases.holder, leases.renter) as holder,
    coalesce(leases.holder <> leases.renter, false) as given_away, 
    case when leases.flags & ${leaseFlags.cluster} <> 0 then ${clusterKeyOf('leases')} end as cluster,
    ${leaseGuests} as guests,
    ${leaseAccessOf('leases.bid_hash', 'leases.lease_id')} as access
  from leases left join workloads on workloads.hash = leases.workload_hash
  where (leases.state = 'active' or (leases.state = 'booked' and exists (
    select 1 from relays where relays.lease_id = leases.lease_id and relays.kind = 'ready'))) and not ${wasLost}`

/**
 * Converts a database row. Without a signed change of the current holder, there are no SSH keys, and so no SSH access, if the workload was never stored or the
 * renter has transferred the lease.
 */
function admittedLeaseFromRow(row: RowOf<typeof admittedLeaseRow>): AdmittedLease {
  const workload = row.body === null ? {} : (JSON.parse(row.body) as { sshKeys?: unknown; ports?: unknown })
  const keys = Array.isArray(workload.sshKeys) && !row.given_away ? workload.sshKeys.filter((key): key is string => typeof key === 'string') : []
  const ports = Array.isArray(workload.ports) ? workload.ports.filter((port): port is number => Number.isInteger(port)) : []
  const { holder, guests, access, cluster } = row
  const way = { leaseId: row.lease_id.toString(), orderHash: row.bid_hash, nodeId: row.node_id, endsAtSeconds: Number(row.end_at) }
  // Use the signed change only if the current holder signed it. The signature of a former holder no longer counts.
  const changed = access?.signer === holder ? access : { sshKeys: keys, ports }
  return { ...way, holder, cluster, guests: guests ?? [], sshKeys: changed.sshKeys, ports: changed.ports }
}

const admittedLeaseById = statement(admittedLeaseRow, `${admittedLeaseSelect} and leases.lease_id = $1`)

/** Returns a lease if its holder may connect to it now, else null. Indexes: leases (lease_id), relays (lease_id, kind). Takes no lock. */
export async function findAdmittedLease(db: Queryable, { leaseId }: { leaseId: string }): Promise<AdmittedLease | null> {
  const row = await admittedLeaseById.first(db, [leaseId])
  return row === null ? null : admittedLeaseFromRow(row)
}

const admittedLeasesOfNodes = statement(admittedLeaseRow, `${admittedLeaseSelect} and leases.node_id = any($1)`)

/** Returns every lease on these nodes to which its holder may connect now. Indexes: leases (node_id, state), relays (lease_id, kind). Takes no lock. */
export async function listAdmittedLeases(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<AdmittedLease[]> {
  const rows = await admittedLeasesOfNodes.rows(db, [nodeIds])
  return rows.map(admittedLeaseFromRow)
}

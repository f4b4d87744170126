// The key that identifies a lease in the tables of disks and moves, and a function that finds the lease. The API reads `leases`, which the follower fills from
// the chain.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** Key of one lease. Both fields must match, because after a reorganisation of the chain another bid may have the same lease id. */
export interface LeaseKey {
  leaseId: bigint
  bidHash: string
}

/** Returns the bids and ids of leases as two lists, for `unnest`. */
export function leaseKeyLists(leases: readonly LeaseKey[]): [string[], string[]] {
  return [leases.map(({ bidHash }) => bidHash), leases.map(({ leaseId }) => leaseId.toString())]
}

const liveLeaseRow = rowOf({
  leaseId: tables.leases.lease_id,
  bidHash: tables.leases.bid_hash,
  nodeId: tables.leases.node_id,
  renter: tables.leases.renter,
})

/** A lease that is booked or active, with the machine that it runs on and its renter. */
export type LiveLeaseRow = RowOf<typeof liveLeaseRow>

const liveLeaseById = statement(
  liveLeaseRow,
  `select lease_id as "leaseId", bid_hash as "bidHash", node_id as "nodeId", renter from leases where lease_id = $1 and state in ('booked', 'active')`,
)

/** Returns a lease that is booked or active, or null. Index: leases (lease_id). Takes no lock. */
export async function findLiveLease(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<LiveLeaseRow | null> {
  return liveLeaseById.first(db, [leaseId])
}

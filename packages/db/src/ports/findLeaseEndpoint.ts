import type { Queryable } from '../client/queryable.ts'
import { type LeaseGuest, leaseGuests } from '../shares/leaseGuests.ts'

/** The lease a label stands for now, with who holds it and whom it is shared with. */
export type LeaseEndpoint = { leaseId: string; holder: string; guests: LeaseGuest[]; state: 'booked' | 'active' | 'ended' | 'closed' }

/** Returns the lease behind a label, or null. A lease that a reorganisation of the chain gave another number is found by its bid. Indexes: lease_endpoints (label), leases (bid_hash), lease_shares (bid_hash). Takes no lock. */
export async function findLeaseEndpoint(db: Queryable, { label }: { label: string }): Promise<LeaseEndpoint | null> {
  const [row] = await db.query<{ lease_id: bigint; holder: string; guests: LeaseEndpoint['guests'] | null; state: LeaseEndpoint['state'] }>(
    `select leases.lease_id, coalesce(leases.holder, leases.renter) as holder, leases.state,
       ${leaseGuests} as guests
     from lease_endpoints join leases using (bid_hash) where lease_endpoints.label = $1
     order by leases.lease_id = lease_endpoints.lease_id desc, leases.lease_id limit 1`,
    [label],
  )
  return row === undefined ? null : { leaseId: row.lease_id.toString(), holder: row.holder, guests: row.guests ?? [], state: row.state }
}

import type { Queryable } from '../client/queryable.ts'

/** True when a session key of the account signed the bid of a lease. Index: leases (lease_id), session_bids (bid_hash). Takes no lock. */
export async function isLeaseOfKey(db: Queryable, { account, key, leaseId }: { account: string; key: string; leaseId: bigint }): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>(
    `select true as found from leases l join session_bids b on b.bid_hash = l.bid_hash
     where l.lease_id = $1 and l.renter = $2 and b.account = $2 and b.key = $3`,
    [leaseId, account, key],
  )
  return rows.length > 0
}

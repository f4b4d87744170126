import type { Queryable } from '../client/queryable.ts'

/** Whom a lease is shared with, by which right, and how many SSH keys that account keeps. */
export type LeaseShareRow = { account: string; may: 'watch' | 'use'; createdAt: Date; sshKeys: bigint }

/** Shares of the lease that a bid made, given by whoever holds it now, oldest first. Indexes: lease_shares (bid_hash), account_ssh_keys (account). Takes no lock. */
export async function listLeaseShares(db: Queryable, { bidHash, holder }: { bidHash: string; holder: string }): Promise<LeaseShareRow[]> {
  return db.query<LeaseShareRow>(
    `select guest as account, may, created_at as "createdAt", (select count(*) from account_ssh_keys k where k.account = guest) as "sshKeys"
     from lease_shares where bid_hash = $1 and shared_by = $2 order by created_at, guest`,
    [bidHash, holder],
  )
}

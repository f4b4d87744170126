import type { Queryable } from '../client/queryable.ts'

/**
 * Leases of an account, as who holds them or as provider, that are not closed, and its matches on their way to one.
 * Indexes: leases (renter, lease_id), leases (holder), leases (provider, lease_id), settlements (state, match_id). Takes no lock.
 */
export async function countLiveLeases(db: Queryable, { account }: { account: string }): Promise<bigint> {
  const rows = await db.query<{ count: bigint }>(
    `select (select count(*) from leases where (renter = $1 or holder = $1) and coalesce(holder, renter) = $1 and state <> 'closed')
       + (select count(*) from leases where provider = $1 and coalesce(holder, renter) <> $1 and state <> 'closed')
       + (select count(*) from settlements where account = $1 and state = 'unsettled') as count`,
    [account],
  )
  return rows[0]?.count ?? 0n
}

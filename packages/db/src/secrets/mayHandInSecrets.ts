import type { Queryable } from '../client/queryable.ts'

/**
 * True for whoever put the workload, and for who holds a live lease that names it. For a session key of them only where no live lease of the account names it that this key
 * did not book. Index: workloads (hash), leases (renter), leases (holder), session_bids (bid_hash). Takes no lock.
 */
export async function mayHandInSecrets(
  db: Queryable,
  { workloadHash, account, sessionKey }: { workloadHash: string; account: string; sessionKey: string | null },
): Promise<boolean> {
  const rows = await db.query<{ may: boolean }>(
    `select (exists (select from workloads where hash = $1 and owner = $2)
       or exists (select from leases where workload_hash = $1 and (renter = $2 or holder = $2) and coalesce(holder, renter) = $2
         and state in ('booked', 'active')))
       and ($3::text is null or not exists (select from leases l where workload_hash = $1 and (renter = $2 or holder = $2) and state in ('booked', 'active')
         and not exists (select from session_bids b where b.bid_hash = l.bid_hash and b.account = $2 and b.key = $3))) as may`,
    [workloadHash, account, sessionKey],
  )
  return rows[0]?.may ?? false
}

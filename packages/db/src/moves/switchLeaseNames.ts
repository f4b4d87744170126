import type { Queryable } from '../client/queryable.ts'
import type { LeaseKey } from '../disk/leaseKey.ts'

/**
 * Gives everything that people know a lease by to another: its host names with their tokens, its name, whom it is shared with, and the way from its number. Call it in the
 * transaction that notes the switch. Safe to repeat. Indexes: lease_endpoints (bid_hash, lease_id), lease_names (bid_hash), lease_shares (bid_hash), moved_leases (bid_hash, lease_id).
 */
export async function switchLeaseNames(
  tx: Queryable,
  { bidHash, leaseId, toBidHash, toLeaseId }: LeaseKey & { toBidHash: string; toLeaseId: bigint },
): Promise<void> {
  const moved = await tx.query('insert into moved_leases (bid_hash, lease_id, to_bid_hash) values ($1, $2, $3) on conflict do nothing returning 1', [
    ...[bidHash, leaseId, toBidHash],
  ])
  if (moved.length === 0) return
  // A label that the new lease was given meanwhile is the newer one, and nobody has learnt it by heart.
  const labels = await tx.query('select from lease_endpoints where bid_hash = $1 and lease_id = $2', [bidHash, leaseId])
  if (labels.length > 0) await tx.query('delete from lease_endpoints where bid_hash = $1 and lease_id = $2', [toBidHash, toLeaseId])
  await tx.query('update lease_endpoints set bid_hash = $3, lease_id = $4 where bid_hash = $1 and lease_id = $2', [
    bidHash,
    leaseId,
    toBidHash,
    toLeaseId,
  ])
  await tx.query(
    `insert into lease_names (bid_hash, account, name) select $2, account, name from lease_names where bid_hash = $1
     on conflict (bid_hash) do update set name = excluded.name, updated_at = now()`,
    [bidHash, toBidHash],
  )
  await tx.query(
    `insert into lease_shares (bid_hash, guest, may, shared_by) select $2, guest, may, shared_by from lease_shares where bid_hash = $1
     on conflict (bid_hash, guest) do nothing`,
    [bidHash, toBidHash],
  )
}

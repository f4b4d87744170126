import type { Queryable } from '../client/queryable.ts'

/**
 * Gives everything that people know a lease by to another: its host names with their tokens, its name, whom it is shared with, and the way from its number. Call it in the
 * transaction that notes the switch. Safe to repeat. Indexes: lease_endpoints (bid_hash), lease_names (bid_hash), lease_shares (bid_hash), moved_leases (bid_hash).
 */
export async function switchLeaseNames(
  tx: Queryable,
  { bidHash, leaseId, toBidHash }: { bidHash: string; leaseId: bigint; toBidHash: string },
): Promise<void> {
  const moved = await tx.query('insert into moved_leases (bid_hash, lease_id, to_bid_hash) values ($1, $2, $3) on conflict do nothing returning 1', [
    ...[bidHash, leaseId, toBidHash],
  ])
  if (moved.length === 0) return
  // A label that the new lease was given meanwhile is the newer one, and nobody has learnt it by heart.
  const labels = await tx.query('select from lease_endpoints where bid_hash = $1', [bidHash])
  if (labels.length > 0) await tx.query('delete from lease_endpoints where bid_hash = $1', [toBidHash])
  await tx.query('update lease_endpoints set bid_hash = $2 where bid_hash = $1', [bidHash, toBidHash])
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

import type { Queryable } from '../client/queryable.ts'

/** The right by which a lease is shared with an account by whoever holds it now, or null. Index: lease_shares (bid_hash, guest). Takes no lock. */
export async function findLeaseShare(
  db: Queryable,
  { bidHash, guest, holder }: { bidHash: string; guest: string; holder: string },
): Promise<'watch' | 'use' | null> {
  const [row] = await db.query<{ may: 'watch' | 'use' }>('select may from lease_shares where bid_hash = $1 and guest = $2 and shared_by = $3', [
    ...[bidHash, guest, holder],
  ])
  return row?.may ?? null
}

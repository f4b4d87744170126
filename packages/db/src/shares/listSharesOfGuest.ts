import type { Queryable } from '../client/queryable.ts'

/** The right by which each of these leases is shared with an account, by the bid that made it. Index: lease_shares (bid_hash, guest). Takes no lock. */
export async function listSharesOfGuest(
  db: Queryable,
  { guest, bidHashes }: { guest: string; bidHashes: readonly string[] },
): Promise<Map<string, 'watch' | 'use'>> {
  const rows = await db.query<{ bid_hash: string; may: 'watch' | 'use' }>(
    'select bid_hash, may from lease_shares where guest = $1 and bid_hash = any($2)',
    [guest, bidHashes],
  )
  return new Map(rows.map((row) => [row.bid_hash, row.may]))
}

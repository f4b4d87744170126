import type { Queryable } from '../client/queryable.ts'

/** The session key that signed a bid, or null when none did. Index: session_bids (bid_hash). Takes no lock. */
export async function findBidKey(db: Queryable, { bidHash }: { bidHash: string }): Promise<string | null> {
  const rows = await db.query<{ key: string }>('select key from session_bids where bid_hash = $1', [bidHash])
  return rows[0]?.key ?? null
}

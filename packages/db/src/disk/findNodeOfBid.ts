import type { Queryable } from '../client/queryable.ts'

/** On which node the live lease that a bid made runs, and whose it is; null when there is none. Index: leases (bid_hash). Takes no lock. */
export async function findNodeOfBid(db: Queryable, { bidHash }: { bidHash: string }): Promise<{ nodeId: string; renter: string } | null> {
  const [row] = await db.query<{ nodeId: string; renter: string }>(
    `select node_id as "nodeId", renter from leases where bid_hash = $1 and state in ('booked', 'active') order by lease_id desc limit 1`,
    [bidHash],
  )
  return row ?? null
}

import type { Queryable } from '../client/queryable.ts'

/** The label of the lease that a bid made, which is `label` when it has none yet; calls at the same time agree. Index: lease_endpoints (bid_hash). */
export async function ensureLeaseEndpoint(db: Queryable, { bidHash, label }: { bidHash: string; label: string }): Promise<string> {
  await db.query('insert into lease_endpoints (label, bid_hash) values ($1, $2) on conflict (bid_hash) do nothing', [label, bidHash])
  const [row] = await db.query<{ label: string }>('select label from lease_endpoints where bid_hash = $1', [bidHash])
  if (row === undefined) throw new Error('the label of a lease is gone')
  return row.label
}

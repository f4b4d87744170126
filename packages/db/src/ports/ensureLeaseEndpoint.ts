import type { Queryable } from '../client/queryable.ts'
import type { LeaseKey } from '../disk/leaseKey.ts'

/** Returns the label of a lease, which is `label` when it has none yet; calls at the same time agree. Index: lease_endpoints (bid_hash, lease_id). */
export async function ensureLeaseEndpoint(db: Queryable, { bidHash, leaseId, label }: LeaseKey & { label: string }): Promise<string> {
  await db.query('insert into lease_endpoints (label, bid_hash, lease_id) values ($1, $2, $3) on conflict (bid_hash, lease_id) do nothing', [
    ...[label, bidHash, leaseId],
  ])
  const [row] = await db.query<{ label: string }>('select label from lease_endpoints where bid_hash = $1 and lease_id = $2', [bidHash, leaseId])
  if (row === undefined) throw new Error('the label of a lease is gone')
  return row.label
}

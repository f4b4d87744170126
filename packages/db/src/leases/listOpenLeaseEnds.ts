import type { Queryable } from '../client/queryable.ts'

/** When leases that were booked or run will end after `after`, Unix seconds, earliest first, so many at most. Index: leases (state, end_at). Takes no lock. */
export function listOpenLeaseEnds(db: Queryable, { after, limit }: { after: bigint; limit: number }): Promise<{ leaseId: bigint; endAt: bigint }[]> {
  return db.query(
    `select lease_id as "leaseId", end_at as "endAt" from leases where state in ('booked', 'active') and end_at > $1 order by end_at, lease_id limit $2`,
    [after, limit],
  )
}

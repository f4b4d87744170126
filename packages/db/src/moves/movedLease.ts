import type { Queryable } from '../client/queryable.ts'

const mostMoves = 100

/** The lease that the names of a lease lead to now, which is itself when it was not moved. Indexes: moved_leases (lease_id), leases (bid_hash). Takes no lock. */
export async function movedLeaseOf(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<bigint> {
  const [row] = await db.query<{ leaseId: bigint }>(
    `with recursive way as (
       select l.lease_id, l.bid_hash, 0 as moves from leases l where l.lease_id = $1
       union all
       select n.lease_id, n.bid_hash, way.moves + 1 from way join moved_leases m on m.bid_hash = way.bid_hash and m.lease_id = way.lease_id
         join lateral (select lease_id, bid_hash from leases where bid_hash = m.to_bid_hash order by lease_id limit 1) n on true
       where way.moves < ${mostMoves})
     select lease_id as "leaseId" from way order by moves desc limit 1`,
    [leaseId],
  )
  return row?.leaseId ?? leaseId
}

/** The lease that a workload came from first: the number in the SSH name that it keeps. Indexes: moved_leases (to_bid_hash), leases (bid_hash). Takes no lock. */
export async function firstLeaseOf(db: Queryable, { leaseId, bidHash }: { leaseId: bigint; bidHash: string }): Promise<bigint> {
  const [row] = await db.query<{ leaseId: bigint }>(
    `with recursive way as (
       select $1::bigint as lease_id, $2::text as bid_hash, 0 as moves
       union all
       select m.lease_id, m.bid_hash, way.moves + 1 from way join moved_leases m on m.to_bid_hash = way.bid_hash
         and not exists (select from leases l where l.bid_hash = way.bid_hash and l.lease_id < way.lease_id)
       where way.moves < ${mostMoves})
     select lease_id as "leaseId" from way order by moves desc limit 1`,
    [leaseId, bidHash],
  )
  return row?.leaseId ?? leaseId
}

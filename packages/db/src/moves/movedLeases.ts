// Host names and other names that follow a workload to its new lease. The API (role infinitio_api) writes the table `moved_leases`.
import { rowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import type { LeaseKey } from '../disk/leaseKey.ts'

const mostMoves = 100

const lastLease = statement(
  rowOf({ leaseId: 'int8' }),
  `with recursive way as (
     select l.lease_id, l.bid_hash, 0 as moves from leases l where l.lease_id = $1
     union all
     select n.lease_id, n.bid_hash, way.moves + 1 from way join moved_leases m on m.bid_hash = way.bid_hash and m.lease_id = way.lease_id
       join lateral (select lease_id, bid_hash from leases where bid_hash = m.to_bid_hash order by lease_id limit 1) n on true
     where way.moves < ${mostMoves})
   select lease_id as "leaseId" from way order by moves desc limit 1`,
)

/**
 * Returns the lease that has a lease's workload now, after all its moves: the lease itself if it was not moved. Indexes: moved_leases (lease_id), leases
 * (bid_hash). Takes no lock.
 */
export async function movedLeaseOf(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<bigint> {
  const row = await lastLease.first(db, [leaseId])
  return row?.leaseId ?? leaseId
}

const firstLease = statement(
  rowOf({ leaseId: 'int8' }),
  `with recursive way as (
     select $1::bigint as lease_id, $2::text as bid_hash, 0 as moves
     union all
     select m.lease_id, m.bid_hash, way.moves + 1 from way join moved_leases m on m.to_bid_hash = way.bid_hash
       and not exists (select from leases l where l.bid_hash = way.bid_hash and l.lease_id < way.lease_id)
     where way.moves < ${mostMoves})
   select lease_id as "leaseId" from way order by moves desc limit 1`,
)

/**
 * Returns the lease in which a workload first ran. The SSH host name contains the number of that lease, even after moves. Indexes: moved_leases (to_bid_hash),
 * leases (bid_hash). Takes no lock.
 */
export async function firstLeaseOf(db: Queryable, { leaseId, bidHash }: { leaseId: bigint; bidHash: string }): Promise<bigint> {
  const row = await firstLease.first(db, [leaseId, bidHash])
  return row?.leaseId ?? leaseId
}

/**
 * Gives another lease the names of a lease, as a step of a move. The host names, with their tokens, then belong to the other lease; the name that the renter
 * gave and the shares are copied to it; and the old lease's id leads to it. Call it in the transaction that stores this step. A repeated call changes nothing.
 * Indexes: lease_endpoints (bid_hash, lease_id), lease_names (bid_hash), lease_shares (bid_hash), moved_leases (bid_hash, lease_id).
 */
export async function switchLeaseNames(
  tx: Queryable,
  { bidHash, leaseId, toBidHash, toLeaseId }: LeaseKey & { toBidHash: string; toLeaseId: bigint },
): Promise<void> {
  const moved = await tx.query('insert into moved_leases (bid_hash, lease_id, to_bid_hash) values ($1, $2, $3) on conflict do nothing returning 1', [
    ...[bidHash, leaseId, toBidHash],
  ])
  if (moved.length === 0) return
  // The new lease may already have a host name. That name is newer and has fewer users, so delete it and keep the old one.
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

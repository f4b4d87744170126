// Leases for which the worker must send a transaction. The worker reads `leases` and `lost_leases`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { mayEndLease } from '../faults/mayEndLease.ts'
import { leaseColumns, type LeaseRow, leaseRow } from '../projections/leases.ts'
import { standingInForce, standingOrder } from '../relays/relayState.ts'

const dueLeases = statement(
  leaseRow,
  `select ${leaseColumns} from leases
   where ((state in ('active', 'ended') and end_at + 3600 <= $1::bigint) or (state = 'booked' and start_at + 4200 < $1::bigint))
     and not exists (select from transactions where transactions.lease_id = leases.lease_id and purpose = 'sweep' and transactions.state in ('stored', 'broadcast'))
   order by lease_id limit $2`,
)

/**
 * Lists the leases that anybody may close now by the chain's clock, without those that a waiting transaction already closes. A lease that was ready may be
 * closed one hour after its end. A lease that never was ready may be closed an hour and ten minutes after its start. `chainNow` is in Unix seconds. Index:
 * leases (state, end_at). Takes no lock.
 */
export async function listDueLeases(db: Queryable, { chainNow, limit }: { chainNow: bigint; limit: number }): Promise<LeaseRow[]> {
  return dueLeases.rows(db, [chainNow, limit])
}

const claimableLeases = statement(
  leaseRow,
  `select ${leaseColumns} from leases
   where state = 'active' and least($1::bigint - 3600, end_at) - ready_at - paid_seconds >= $2::bigint
     and not exists (select from transactions where transactions.lease_id = leases.lease_id and purpose = 'sweep' and transactions.state in ('stored', 'broadcast'))
   order by lease_id limit $3`,
)

/**
 * Lists the active leases for which a provider can claim the pay of at least `minUnpaidSeconds` seconds. Such pay has vested (is older than one hour) and was
 * not claimed yet. Leaves out leases for which a transaction waits. `chainNow` is in Unix seconds. Index: leases (state, end_at). Takes no lock.
 */
export async function listClaimableLeases(
  db: Queryable,
  { chainNow, minUnpaidSeconds, limit }: { chainNow: bigint; minUnpaidSeconds: bigint; limit: number },
): Promise<LeaseRow[]> {
  return claimableLeases.rows(db, [chainNow, minUnpaidSeconds, limit])
}

const dueExtensionRow = rowOf({ ...leaseRow, payload: tables.relays.payload })

/** An active lease and the payload of the auto-extend order that may extend it now. */
export type DueExtension = RowOf<typeof dueExtensionRow>

const inForce = standingInForce({ lease: 'leases', standing: 'standing', now: '$1' })

const dueExtensions = statement(
  dueExtensionRow,
  `select ${leaseColumns}, standing.payload from leases cross join lateral ${standingOrder('leases')} as standing
   where leases.state = 'active' and leases.end_at > $1 and leases.end_at <= $1::bigint + $2::bigint and ${inForce}
     and not exists (select from transactions where transactions.lease_id = leases.lease_id and action = 'autoExtend' and transactions.state in ('stored', 'broadcast'))
   order by leases.end_at limit $3`,
)

/**
 * Lists active leases to extend now. They must be in their last `windowSeconds`, and have an auto-extend order that was not withdrawn and allows another step.
 * Leaves out leases for which an extension waits. The contract makes the final decision. Indexes: leases (state, end_at), those of `standingOrder`,
 * transactions (lease_id). Takes no lock.
 */
export async function listDueExtensions(
  db: Queryable,
  { chainNow, windowSeconds, limit }: { chainNow: bigint; windowSeconds: bigint; limit: number },
): Promise<DueExtension[]> {
  return dueExtensions.rows(db, [chainNow, windowSeconds, limit])
}

const lossRow = rowOf({ ...leaseRow, lostSince: tables.lost_leases.since })

/** A lease that was lost with its node and is still open on the chain. `lostSince` is in Unix seconds of the block clock. */
export type LossRow = RowOf<typeof lossRow>

const lostLeases = statement(
  lossRow,
  `select l.*, x.since as "lostSince" from lost_leases x
     join (select ${leaseColumns} from leases where state in ('booked', 'active')) l on l."leaseId" = x.lease_id and l."bidHash" = x.bid_hash
   where (l.state = 'active' or x.since <= l."startAt") and ${mayEndLease} and not exists (
     select from transactions t where t.lease_id = x.lease_id and t.purpose = 'sweep' and t.state in ('stored', 'broadcast'))
   order by x.lease_id limit $1`,
)

/**
 * Lists the leases that were lost with their node and for which no transaction of the worker waits for a block, oldest first. They are active leases, and
 * leases that never began because their node stopped responding before their start. Leaves out losses that the fault record does not blame on the provider. Index:
 * lost_leases (lease_id, bid_hash), transactions (lease_id). Takes no lock.
 */
export async function listLosses(db: Queryable, { limit }: { limit: number }): Promise<LossRow[]> {
  return lostLeases.rows(db, [limit])
}

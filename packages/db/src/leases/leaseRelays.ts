// Relays (signed messages that the worker sends to the chain) and auto-extend orders of leases. The API reads `relays`, which it writes, and `transactions`,
// which the worker writes.
import { oneOf, present, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { relayFate, standingOrder } from '../relays/relayState.ts'

/** The kinds of relays (signed messages for the chain) that are about one lease. */
const leaseRelayKinds = ['ready', 'end', 'cancelLease', 'extend', 'autoExtend', 'endByProvider', 'noShow', 'transferLease'] as const

const leaseRelayRow = rowOf({
  relayId: tables.relays.id,
  leaseId: present(tables.relays.lease_id),
  kind: oneOf(tables.relays.kind, leaseRelayKinds),
  createdAt: tables.relays.created_at,
  state: 'text?',
  code: 'text?',
  txHash: 'text?',
  minedBlock: tables.transactions.mined_block,
})

/** A relay (a signed message for the chain) about a lease. The columns about its transaction are null until the worker stores a transaction. */
export type LeaseRelayRow = RowOf<typeof leaseRelayRow>

const relaysOfLease = statement(
  leaseRelayRow,
  `select r.id as "relayId", r.lease_id as "leaseId", r.kind, r.created_at as "createdAt", t.state, t.code,
     t.hash as "txHash", t.mined_block as "minedBlock"
   from relays r left join lateral ${relayFate} t on true where r.lease_id = any($1::bigint[]) order by r.seq`,
)

/**
 * Returns the relays (signed messages for the chain) of some leases, oldest first. Index: relays (lease_id, kind), transactions (relay_id), transactions
 * (reopened_relay_id). Takes no lock.
 */
export async function listLeaseRelays(db: Queryable, { leaseIds }: { leaseIds: readonly bigint[] }): Promise<LeaseRelayRow[]> {
  return relaysOfLease.rows(db, [leaseIds])
}

const relayRow = rowOf({
  relayId: tables.relays.id,
  kind: oneOf(tables.relays.kind, [
    ...leaseRelayKinds,
    'withdraw',
    'cancelAsk',
    'cancelBid',
    'raiseFloor',
    'deposit',
    'authorize',
    'revoke',
    'faucet',
  ]),
  leaseId: tables.relays.lease_id,
  createdAt: tables.relays.created_at,
  state: 'text?',
  code: 'text?',
  txHash: 'text?',
  /**
   * True if `state` can no longer change: the block of the transaction that carries the relay (signed message) cannot be dropped, and no other transaction of
   * the relay can be mined.
   */
  final: 'bool',
})

/** A relay (a signed message for the chain). `state`, `code` and `txHash` are null and `final` is false until the worker stores a transaction. */
export type RelayRow = RowOf<typeof relayRow>

const relayById = statement(
  relayRow,
  `select r.id as "relayId", r.kind, r.lease_id as "leaseId", r.created_at as "createdAt", t.state, t.code, t.hash as "txHash", coalesce(t.final, false) as final
   from relays r left join lateral ${relayFate} t on true where r.id = $1`,
)

/** Returns a relay (a signed message for the chain), or null. Index: relays (id), transactions (relay_id), transactions (reopened_relay_id). Takes no lock. */
export async function findRelay(db: Queryable, { relayId }: { relayId: string }): Promise<RelayRow | null> {
  return relayById.first(db, [relayId])
}

const standingOrderRow = rowOf({ leaseId: tables.leases.lease_id, payload: tables.relays.payload, withdrawn: 'bool', withdrawing: 'bool' })

/** The newest auto-extend order of a lease. `payload` is JSON. `withdrawing` is true while the message that withdraws the order is not in a block yet. */
export type StandingOrderRow = RowOf<typeof standingOrderRow>

const ordersOfLease = statement(
  standingOrderRow,
  `select leases.lease_id as "leaseId", standing.payload, standing.withdrawn, standing.withdrawing
   from leases cross join lateral ${standingOrder('leases')} as standing where leases.lease_id = any($1::bigint[])`,
)

/**
 * Returns the newest auto-extend order that the holder of each lease signed; a lease without one has no row. Index: those of `standingOrder`. Takes
 * no lock.
 */
export async function listStandingOrders(db: Queryable, { leaseIds }: { leaseIds: readonly bigint[] }): Promise<StandingOrderRow[]> {
  return ordersOfLease.rows(db, [leaseIds])
}

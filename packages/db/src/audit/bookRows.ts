// Reads full tables of the order book for an audit: `book_orders`, `book_reservations` and `settlements`, which the matcher writes. An audit compares the whole
// database with the journal and the chain.
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const orderStateRow = rowOf({
  orderHash: tables.book_orders.order_hash,
  kind: oneOf(tables.book_orders.kind, ['ask', 'bid']),
  state: tables.book_orders.state,
  /** The number of GPUs of a bid that have no match yet. */
  openGpus: tables.book_orders.open_gpus,
})

/** The columns of an order that an audit compares with the order book. */
export type OrderStateRow = RowOf<typeof orderStateRow>

const allOrderStates = statement(
  orderStateRow,
  'select order_hash as "orderHash", kind, state, open_gpus as "openGpus" from book_orders order by order_hash',
)

/** Returns the state of every order. Only for audits, because it reads the whole table. Takes no lock. */
export async function listOrderStates(db: Queryable): Promise<OrderStateRow[]> {
  return allOrderStates.rows(db, [])
}

const reservedRow = rowOf({
  id: tables.book_reservations.id,
  account: tables.book_reservations.account,
  nodeId: tables.book_reservations.node_id,
  gpus: tables.book_reservations.gpus,
  amount: tables.book_reservations.amount,
  fromHour: tables.book_reservations.from_hour,
  toHour: tables.book_reservations.to_hour,
})

/** GPUs and money that are reserved according to the table `book_reservations`. Amounts are in PToken base units. */
export type ReservedRow = RowOf<typeof reservedRow>

const allReservations = statement(
  reservedRow,
  'select id, account, node_id as "nodeId", gpus, amount, from_hour as "fromHour", to_hour as "toHour" from book_reservations order by id',
)

/** Returns every reservation of GPUs and money. Only for audits, because it reads the whole table. Takes no lock. */
export async function listAllReservations(db: Queryable): Promise<ReservedRow[]> {
  return allReservations.rows(db, [])
}

const settlementStateRow = rowOf({
  bidHash: tables.settlements.bid_hash,
  unsettled: 'int4',
  settled: 'int4',
  abandoned: 'int4',
  leases: 'int4',
  ours: 'int4',
})

/**
 * The settlements of a bid, for an audit: the number of settlements in each state, the number of leases that the bid opened on the chain (`leases`), and how
 * many of these leases were opened by the worker's transactions (`ours`).
 */
export type SettlementStateRow = RowOf<typeof settlementStateRow>

const allSettlementStates = statement(
  settlementStateRow,
  `select bid_hash as "bidHash", unsettled, settled, abandoned,
     (select count(*)::integer from leases where leases.bid_hash = matched.bid_hash) as leases,
     (select count(*)::integer from leases where leases.bid_hash = matched.bid_hash
        and exists (select from transactions where transactions.match_id = any(matched.sent_as) and leases.settled_tx = any(transactions.hashes))) as ours
   from (select bid_hash, array_agg(coalesce(group_id, match_id)) as sent_as, count(*) filter (where state = 'unsettled')::integer as unsettled,
       count(*) filter (where state = 'settled')::integer as settled, count(*) filter (where state = 'abandoned')::integer as abandoned
     from settlements group by bid_hash) as matched
   order by bid_hash`,
)

/**
 * Returns every bid that has a match, with the number of its settlements in each state and of the leases that it opened. Only for audits, because it reads the
 * whole table. Indexes: leases (bid_hash), transactions (match_id). Takes no lock.
 */
export async function listSettlementStates(db: Queryable): Promise<SettlementStateRow[]> {
  return allSettlementStates.rows(db, [])
}

// Orders of the order book. The matcher (role infinitio_matcher) writes the tables `book_orders` and `settlements`; the API reads them.
import { nullable, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement, statementFor } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { relayFate } from '../relays/relayState.ts'

/** The reasons that the matcher stores when an order leaves the order book. */
const leaveReasons = ['owner', 'replaced', 'chain', 'session', 'unfilled', 'restricted'] as const

/** The columns of an order. */
export const orderRow = rowOf({
  orderHash: tables.book_orders.order_hash,
  kind: oneOf(tables.book_orders.kind, ['ask', 'bid']),
  account: tables.book_orders.account,
  nodeId: tables.book_orders.node_id,
  orderJson: tables.book_orders.order_json,
  signature: tables.book_orders.signature,
  state: oneOf(tables.book_orders.state, ['open', 'matched', 'settled', 'cancelled', 'expired', 'rejected', 'abandoned']),
  code: tables.book_orders.code,
  holdId: tables.book_orders.hold_id,
  matchId: tables.book_orders.match_id,
  leaseId: tables.book_orders.lease_id,
  createdAtMs: tables.book_orders.created_at_ms,
  /** The number of GPUs of a bid that have no match yet. */
  openGpus: tables.book_orders.open_gpus,
  /** The reason if the order left the order book without a match. */
  leftReason: oneOf(tables.book_orders.left_reason, leaveReasons),
  /** The last journal row that changed the order. */
  updatedSeq: tables.book_orders.updated_seq,
})

/** An order of the order book, as the matcher stored it. */
export type OrderRow = RowOf<typeof orderRow>

/** The columns of book_orders with OrderRow's names, for a `select` in which the table is named `o`. */
export const orderColumns = `o.order_hash as "orderHash", o.kind, o.account, o.node_id as "nodeId", o.order_json as "orderJson", o.signature, o.state, o.code,
  o.hold_id as "holdId", o.match_id as "matchId", o.lease_id as "leaseId", o.created_at_ms as "createdAtMs", o.open_gpus as "openGpus", o.left_reason as "leftReason", o.updated_seq as "updatedSeq"`

/**
 * SQL condition on `o`, a row of book_orders: the order is open. The text must equal the one in book_orders_by_account_idx, which separates open orders from
 * past ones.
 */
export const isOpenOrder = "(o.state in ('open', 'matched'))"

const orderByHash = statement(orderRow, `select ${orderColumns} from book_orders o where o.order_hash = $1`)

/** Returns an order of the order book; null before the matcher has processed it. Index: book_orders (order_hash). Takes no lock. */
export async function findOrder(db: Queryable, { orderHash }: { orderHash: string }): Promise<OrderRow | null> {
  return orderByHash.first(db, [orderHash])
}

/**
 * Selects orders of an account: of one side (bid or ask) or of both (null); open, past or all. If `beforeSeq` is given, it selects only orders from before that
 * journal row.
 */
export interface OrderFilter {
  account: string
  kind: 'ask' | 'bid' | null
  state: 'open' | 'past' | 'all'
  beforeSeq: bigint | null
  limit: number
}

/** The index has one part with open orders and one with all others. These SQL conditions select the parts that have orders of a state. */
const partsOf = {
  open: [`${isOpenOrder} is true`],
  past: [`${isOpenOrder} is false`],
  all: [`${isOpenOrder} is true`, `${isOpenOrder} is false`],
} as const satisfies Record<OrderFilter['state'], readonly string[]>

/**
 * Returns SQL that selects an account's orders of one state, from each part of the index that contains them. `$1` is the account. `$2` is the side (`bid` or
 * `ask`), or null for both. The condition `is true` prevents Postgres from choosing an index by the side: without statistics, it would read all orders that an
 * account ever placed on that side.
 */
function fromEachPart(state: OrderFilter['state'], { select, and }: { select: string; and: string }): string {
  return partsOf[state]
    .map((part) => `(select ${select} from book_orders o where o.account = $1 and ($2::text is null or o.kind = $2) is true and ${part} ${and})`)
    .join(' union all ')
}

const accountOrdersCount = statementFor(
  rowOf({ count: 'int8' }),
  (state: OrderFilter['state']) => `select least(count(*), $3) as count from (${fromEachPart(state, { select: '', and: 'limit $3' })}) counted`,
  [['open'], ['past'], ['all']],
)

/** Counts the orders of an account in a state, of one side (asks or bids) or of both. Counts up to `most`. Index: book_orders_by_account_idx. Takes no lock. */
export async function countAccountOrders(
  db: Queryable,
  { account, kind, state, most }: Pick<OrderFilter, 'account' | 'kind' | 'state'> & { most: number },
): Promise<number> {
  const row = await accountOrdersCount(state).first(db, [account, kind, most])
  return Number(row?.count ?? 0n)
}

const partOfList = {
  select: `${orderColumns}, o.created_seq as "createdSeq"`,
  and: 'and ($3::bigint is null or o.created_seq < $3) order by o.created_seq desc limit $4',
}

const accountOrders = statementFor(
  rowOf({ ...orderRow, createdSeq: tables.book_orders.created_seq }),
  (state: OrderFilter['state']) => `select * from (${fromEachPart(state, partOfList)}) o order by "createdSeq" desc limit $4`,
  [['open'], ['past'], ['all']],
)

/** Lists orders of an account, newest first. Index: book_orders_by_account_idx. Takes no lock. */
export async function listAccountOrders(
  db: Queryable,
  { account, kind, state, beforeSeq, limit }: OrderFilter,
): Promise<(OrderRow & { createdSeq: bigint })[]> {
  return accountOrders(state).rows(db, [account, kind, beforeSeq, limit])
}

const orderProgressRow = rowOf({
  acceptedAt: nullable(tables.api_commands.created_at),
  matchedAtMs: nullable(tables.settlements.created_at_ms),
  settlementState: oneOf(nullable(tables.settlements.state), ['unsettled', 'settled', 'abandoned']),
  settlementCode: tables.settlements.code,
  settleTx: 'text?',
  /** The contract's error if the last settle transaction that contained the bid skipped the bid. */
  skippedCode: 'text?',
  leaseId: nullable(tables.leases.lease_id),
  settledAt: nullable(tables.leases.settled_at),
  settledTx: nullable(tables.leases.settled_tx),
  settledFinal: 'bool',
  readyAt: tables.leases.ready_at,
  readyTx: tables.leases.ready_tx,
  readyFinal: 'bool',
  readyRelayTx: 'text?',
  closedAt: tables.leases.closed_at,
})

/** The progress of a bid: its match, its settle transaction, its lease, and the ready message of the machine. Block times are in Unix seconds. */
export type OrderProgressRow = RowOf<typeof orderProgressRow>

const progressOfBid = statement(
  orderProgressRow,
  `with final as (select coalesce((select final_number from follower_checkpoint where id = 1), -1) as number),
     command as (select created_at from api_commands where command_key = 'order:' || $1),
     settlement as (select coalesce(group_id, match_id) as match_id, state, code, created_at_ms from settlements where bid_hash = $1 order by match_id desc limit 1),
     lease as (select * from leases where bid_hash = $1 order by lease_id desc limit 1)
   select command.created_at as "acceptedAt", settlement.created_at_ms as "matchedAtMs", settlement.state as "settlementState", settlement.code as "settlementCode",
     (select hashes[cardinality(hashes)] from transactions where match_id = settlement.match_id and cardinality(hashes) > 0 order by id desc limit 1) as "settleTx",
     (select args::jsonb ->> 'error' from chain_logs where order_hash = $1 and name = 'SettleSkipped' and args::jsonb ->> 'error' <> 'order.executor_not_ours'
      order by block_number desc, log_index desc limit 1) as "skippedCode",
     lease.lease_id as "leaseId", lease.settled_at as "settledAt", lease.settled_tx as "settledTx", coalesce(lease.settled_block <= final.number, false) as "settledFinal",
     lease.ready_at as "readyAt", lease.ready_tx as "readyTx", coalesce(lease.ready_block <= final.number, false) as "readyFinal", lease.closed_at as "closedAt",
     (select t.hash from relays r cross join lateral ${relayFate} t
      where r.lease_id = lease.lease_id and r.kind = 'ready' and t.hash is not null order by r.seq desc limit 1) as "readyRelayTx"
   from final left join command on true left join settlement on true left join lease on true`,
)

/**
 * Returns the progress of one bid. If the contract skipped the bid only because the account that sent the batch was not allowed to settle it, leaves this
 * reason out. Index: api_commands (command_key), settlements (bid_hash), leases (bid_hash), transactions (match_id), relays (lease_id, kind), chain_logs
 * (order_hash). Takes no lock.
 */
export async function findOrderProgress(db: Queryable, { orderHash }: { orderHash: string }): Promise<OrderProgressRow> {
  return progressOfBid.only(db, [orderHash])
}

const orderMatchRow = rowOf({
  matchId: tables.settlements.match_id,
  groupId: tables.settlements.group_id,
  nodeId: tables.settlements.node_id,
  gpus: tables.settlements.gpus,
  pricePerGpuSecond: 'numeric',
  startAt: 'int8',
  state: oneOf(tables.settlements.state, ['unsettled', 'settled', 'abandoned']),
  code: tables.settlements.code,
  leaseId: tables.settlements.lease_id,
  createdAtMs: tables.settlements.created_at_ms,
})

/** A match of a bid for its owner. With `startAt` 0, the lease starts in the block that settles the match. The price is in PToken base units. */
export type OrderMatchRow = RowOf<typeof orderMatchRow>

const matchesOfBid = statement(
  orderMatchRow,
  `select match_id as "matchId", group_id as "groupId", node_id as "nodeId", gpus, (item::json -> 'ask' ->> 'pricePerGpuSecond')::numeric(78, 0) as "pricePerGpuSecond",
     (item::json ->> 'start')::bigint as "startAt", state, code, lease_id as "leaseId", created_at_ms as "createdAtMs"
   from settlements where bid_hash = $1 order by match_id`,
)

/** Lists the matches of a bid, the oldest first. Index: settlements (bid_hash). Takes no lock. */
export async function listOrderMatches(db: Queryable, { orderHash }: { orderHash: string }): Promise<OrderMatchRow[]> {
  return matchesOfBid.rows(db, [orderHash])
}

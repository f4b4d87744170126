import type { Queryable } from '../client/queryable.ts'
import { relayFate } from '../relays/relayState.ts'

/** An order of the book, as the matcher stored it. */
export interface OrderRow {
  orderHash: string
  kind: 'ask' | 'bid'
  account: string
  nodeId: string | null
  orderJson: string
  signature: string
  state: 'open' | 'matched' | 'settled' | 'cancelled' | 'expired' | 'rejected' | 'abandoned'
  code: string | null
  holdId: string | null
  matchId: bigint | null
  leaseId: bigint | null
  createdAtMs: bigint
  /** GPUs of a bid that have no match yet. */
  openGpus: number
  /** Why the order left the book without a match. */
  leftReason: LeaveReason | null
  /** The journal row that changed the order last. */
  updatedSeq: bigint
}

/** The reasons that the matcher stores when an order leaves the book. */
export type LeaveReason = 'owner' | 'replaced' | 'chain' | 'session' | 'unfilled' | 'restricted'

/** The columns of book_orders as OrderRow names them, for a select list; the table is called `o`. */
export const orderColumns = `o.order_hash as "orderHash", o.kind, o.account, o.node_id as "nodeId", o.order_json as "orderJson", o.signature, o.state, o.code,
  o.hold_id as "holdId", o.match_id as "matchId", o.lease_id as "leaseId", o.created_at_ms as "createdAtMs", o.open_gpus as "openGpus", o.left_reason as "leftReason", o.updated_seq as "updatedSeq"`

/** SQL condition on `o`, a row of book_orders: the order is open. The text must equal the one in book_orders_by_account_idx, which separates open orders from past ones. */
export const isOpenOrder = "(o.state in ('open', 'matched'))"

/** Returns an order of the book, or null when the matcher has not read it. Index: book_orders (order_hash). Takes no lock. */
export async function findOrder(db: Queryable, { orderHash }: { orderHash: string }): Promise<OrderRow | null> {
  const rows = await db.query<OrderRow>(`select ${orderColumns} from book_orders o where o.order_hash = $1`, [orderHash])
  return rows[0] ?? null
}

/** Selects orders of an account: of one side or both (null); `open`, `past` or all; those older than `beforeSeq` when it is given. */
export interface OrderFilter {
  account: string
  kind: 'ask' | 'bid' | null
  state: 'open' | 'past' | 'all'
  beforeSeq: bigint | null
  limit: number
}

/** The parts of the index that hold the orders of a state. */
const partsOf = {
  open: [`${isOpenOrder} is true`],
  past: [`${isOpenOrder} is false`],
  all: [`${isOpenOrder} is true`, `${isOpenOrder} is false`],
} as const satisfies Record<OrderFilter['state'], readonly string[]>

/**
 * Rows of each part: `$1` is the account, `$2` the side or null. "is true" prevents the planner from choosing an index by the side: without statistics it read
 * all orders that an account ever placed on that side.
 */
function fromEachPart(state: OrderFilter['state'], { select, and }: { select: string; and: string }): string {
  return partsOf[state]
    .map((part) => `(select ${select} from book_orders o where o.account = $1 and ($2::text is null or o.kind = $2) is true and ${part} ${and})`)
    .join(' union all ')
}

/** Counts the orders of an account on one side or both, in a state, up to `most`. Index: book_orders_by_account_idx. Takes no lock. */
export async function countAccountOrders(
  db: Queryable,
  { account, kind, state, most }: Pick<OrderFilter, 'account' | 'kind' | 'state'> & { most: number },
): Promise<number> {
  const rows = await db.query<{ count: bigint }>(
    `select least(count(*), $3) as count from (${fromEachPart(state, { select: '', and: 'limit $3' })}) counted`,
    [account, kind, most],
  )
  return Number(rows[0]?.count ?? 0n)
}

/** Lists orders of an account, newest first. Index: book_orders_by_account_idx. Takes no lock. */
export async function listAccountOrders(
  db: Queryable,
  { account, kind, state, beforeSeq, limit }: OrderFilter,
): Promise<(OrderRow & { createdSeq: bigint })[]> {
  const select = `${orderColumns}, o.created_seq as "createdSeq"`
  const and = 'and ($3::bigint is null or o.created_seq < $3) order by o.created_seq desc limit $4'
  return db.query<OrderRow & { createdSeq: bigint }>(
    `select * from (${fromEachPart(state, { select, and })}) o order by "createdSeq" desc limit $4`,
    [account, kind, beforeSeq, limit],
  )
}

/** The progress of a bid: its match, its settle transaction, its lease, and the ready message of the machine. Times of blocks in Unix seconds. */
export interface OrderProgressRow {
  acceptedAt: Date | null
  matchedAtMs: bigint | null
  settlementState: 'unsettled' | 'settled' | 'abandoned' | null
  settlementCode: string | null
  settleTx: string | null
  /** Why the last batch that contained the bid skipped it. */
  skippedCode: string | null
  leaseId: bigint | null
  settledAt: bigint | null
  settledTx: string | null
  settledFinal: boolean
  readyAt: bigint | null
  readyTx: string | null
  readyFinal: boolean
  readyRelayTx: string | null
  closedAt: bigint | null
}

/**
 * Returns the progress of one bid. A batch from a sender that is not the executor of the bid does not count. Index: api_commands (command_key), settlements (bid_hash), leases (bid_hash), transactions (match_id),
 * relays (lease_id, kind), chain_logs (order_hash). Takes no lock.
 */
export async function findOrderProgress(db: Queryable, { orderHash }: { orderHash: string }): Promise<OrderProgressRow> {
  const rows = await db.query<OrderProgressRow>(
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
    [orderHash],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('the progress query returns one row')
  return row
}

/** A match of a bid as its owner sees it. `startAt` 0: the lease starts in the block that settles the match. Price in PToken base units. */
export interface OrderMatchRow {
  matchId: bigint
  groupId: bigint | null
  nodeId: string
  gpus: number
  pricePerGpuSecond: bigint
  startAt: bigint
  state: 'unsettled' | 'settled' | 'abandoned'
  code: string | null
  leaseId: bigint | null
  createdAtMs: bigint
}

/** Lists the matches of a bid, oldest first. Index: settlements (bid_hash). Takes no lock. */
export async function listOrderMatches(db: Queryable, { orderHash }: { orderHash: string }): Promise<OrderMatchRow[]> {
  return db.query<OrderMatchRow>(
    `select match_id as "matchId", group_id as "groupId", node_id as "nodeId", gpus, (item::json -> 'ask' ->> 'pricePerGpuSecond')::numeric(78, 0) as "pricePerGpuSecond",
       (item::json ->> 'start')::bigint as "startAt", state, code, lease_id as "leaseId", created_at_ms as "createdAtMs"
     from settlements where bid_hash = $1 order by match_id`,
    [orderHash],
  )
}

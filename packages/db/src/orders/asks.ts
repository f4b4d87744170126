// Asks of nodes. The matcher (role infinitio_matcher) writes the table `book_orders`; the API reads it.
import { textArray } from '../client/binaryArray.ts'
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { orderColumns, type OrderRow, orderRow } from './orders.ts'

const latestAsks = statement(
  orderRow,
  `select ${orderColumns} from chain_nodes n cross join lateral (
     select * from book_orders a
     where a.node_id = n.node_id and a.kind = 'ask' and a.account = n.provider and a.state <> 'rejected'
     order by a.created_seq desc limit 1) o
   where n.provider = $1`,
)

/**
 * Lists, for each node of a provider, the last ask that the order book accepted, in any state. Looks up the ask of each node separately, because a provider may
 * have placed very many asks. Index: chain_nodes (provider), book_orders_asks_of_node_idx. Takes no lock.
 */
export async function listLatestAsks(db: Queryable, { provider }: { provider: string }): Promise<OrderRow[]> {
  return await latestAsks.rows(db, [provider])
}

/** The zero address: an ask with this renter is public. */
const everybody = `0x${'0'.repeat(40)}`

const newestPublicAsks = statement(
  orderRow,
  `select o.* from chain_nodes n cross join lateral (
     select ${orderColumns} from book_orders o
     where o.account = n.provider and o.kind = 'ask' and o.node_id = n.node_id and o.state <> 'rejected' and o.left_reason is distinct from 'replaced'
       and o.order_json::json ->> 'privateRenter' = $2
     order by o.created_seq desc limit 1) o
   where n.node_id = any($1::text[])`,
)

/**
 * Lists, for each of these nodes, the last public ask of its provider that the order book accepted, in any state, signed by the wallet or by a key with its
 * signing permission. Leaves out asks that another ask replaced. Index: book_orders_asks_of_node_idx. Takes no lock.
 */
export async function listNewestPublicAsks(db: Queryable, { nodeIds }: { nodeIds: readonly string[] }): Promise<OrderRow[]> {
  return await newestPublicAsks.rows(db, [textArray(nodeIds), everybody])
}

const privateAskRow = rowOf({
  orderHash: tables.book_orders.order_hash,
  nodeId: nullable(tables.book_orders.node_id),
  renter: 'text',
  orderJson: tables.book_orders.order_json,
  createdAtMs: tables.book_orders.created_at_ms,
})

/** An open ask that only one account may match. `orderJson` is the ask in canonical JSON. */
export type PrivateAskRow = RowOf<typeof privateAskRow>

const privateAskColumns = `o.order_hash as "orderHash", o.node_id as "nodeId", o.order_json::json ->> 'privateRenter' as renter, o.order_json as "orderJson",
  o.created_at_ms as "createdAtMs"`

const privateAsksOfProvider = statement(
  privateAskRow,
  `select ${privateAskColumns} from chain_nodes n join book_orders o on o.node_id = n.node_id
   where n.provider = $1 and o.account = n.provider and o.kind = 'ask' and o.state = 'open' and o.order_json::json ->> 'privateRenter' <> $2
   order by o.node_id, o.created_seq limit $3`,
)

/**
 * Lists the open asks of a provider's nodes that each are for one account only, oldest first for each node. Index: chain_nodes (provider),
 * book_orders_open_asks_idx. Takes no lock.
 */
export async function listPrivateAsks(db: Queryable, { provider, limit }: { provider: string; limit: number }): Promise<PrivateAskRow[]> {
  return await privateAsksOfProvider.rows(db, [provider, everybody, limit])
}

const privateAskFor = statement(
  privateAskRow,
  `select ${privateAskColumns} from chain_nodes n join book_orders o on o.node_id = n.node_id
   where n.node_id = $1 and o.account = n.provider and o.kind = 'ask' and o.state = 'open' and o.order_json::json ->> 'privateRenter' = $2
   order by o.price_per_gpu_second, o.created_seq desc limit 1`,
)

/** Returns the open ask of a node that only this account may match; null if there is none. Index: book_orders_open_asks_idx. Takes no lock. */
export async function findPrivateAsk(db: Queryable, { nodeId, renter }: { nodeId: string; renter: string }): Promise<PrivateAskRow | null> {
  return await privateAskFor.first(db, [nodeId, renter])
}

const anyPrivateAsk = statement(
  rowOf({ found: 'bool' }),
  `select exists (select from chain_nodes n join book_orders o on o.node_id = n.node_id
     where n.node_id = $1 and o.account = n.provider and o.kind = 'ask' and o.state = 'open' and o.order_json::json ->> 'privateRenter' <> $2) as found`,
)

/** Returns true if a node has an open ask that only one account may match. Index: book_orders_open_asks_idx. Takes no lock. */
export async function hasPrivateAsk(db: Queryable, { nodeId }: { nodeId: string }): Promise<boolean> {
  return (await anyPrivateAsk.only(db, [nodeId, everybody])).found
}

const openAskRow = rowOf({
  nodeId: 'text',
  renter: 'text',
  provider: tables.book_orders.account,
  pricePerGpuSecond: tables.book_orders.price_per_gpu_second,
  executor: 'text',
  isOpenToRenter: 'bool',
})

/**
 * The ask of a node that a renter would match: its provider, its price in PToken base units, and the executor that may settle it. `isOpenToRenter` is false if
 * all open asks of the node are for other accounts.
 */
export type OpenAsk = RowOf<typeof openAskRow>

const openAsks = statement(
  openAskRow,
  `select wanted.node_id as "nodeId", wanted.renter, o.account as provider, o.price_per_gpu_second as "pricePerGpuSecond", o.executor,
     o."isOpenToRenter"
   from unnest($1::text[], $2::text[]) as wanted (node_id, renter)
   cross join lateral (
     (select account, price_per_gpu_second, o.order_json::json ->> 'executor' as executor, true as "isOpenToRenter"
      from book_orders o where o.node_id = wanted.node_id and o.kind = 'ask' and o.state = 'open'
        and o.order_json::json ->> 'privateRenter' in ('0x0000000000000000000000000000000000000000', wanted.renter)
      order by o.price_per_gpu_second, o.created_seq desc limit 1)
     union all
     (select account, price_per_gpu_second, o.order_json::json ->> 'executor', false
      from book_orders o where o.node_id = wanted.node_id and o.kind = 'ask' and o.state = 'open'
      order by o.price_per_gpu_second, o.created_seq desc limit 1)
     order by "isOpenToRenter" desc limit 1) o`,
)

/**
 * Lists, for each node and renter, the cheapest open ask that this renter may match; if several have the same price, the newest. If all open asks of a node
 * are for other accounts, lists the cheapest of them. Index:
 * book_orders_open_asks_idx. Takes no lock.
 */
export async function listOpenAsks(db: Queryable, { wanted }: { wanted: readonly { nodeId: string; renter: string }[] }): Promise<OpenAsk[]> {
  if (wanted.length === 0) return []
  return openAsks.rows(db, [textArray(wanted.map(({ nodeId }) => nodeId)), textArray(wanted.map(({ renter }) => renter))])
}

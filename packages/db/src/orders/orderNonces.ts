// Nonces of orders. The API reads them from the order book, from commands, from relays (signed messages for the chain), and from the chain.
import { textArray } from '../client/binaryArray.ts'
import { oneOf, rowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'

/**
 * SQL for the nonce of `o`, a row of book_orders. It must be the same text as in the definition of the index book_orders_account_kind_nonce_idx. Otherwise
 * Postgres does not use the index. Rows of an earlier release have the nonce only in the JSON.
 */
const orderNonce = "coalesce(o.nonce, (o.order_json::json ->> 'nonce')::numeric)"

/**
 * SQL for the account and the kind of `o` as one text, as in the same index. If a condition used only the account, Postgres could choose
 * book_orders_by_account_idx and read all orders of the account. It would choose that index while the table is empty, and the connection would then keep using
 * that slow plan.
 */
const orderSide = 'o.account || o.kind'

/** A nonce of an account's bid or ask. */
export interface OrderNonce {
  account: string
  kind: 'ask' | 'bid'
  nonce: bigint
}

/** The uses of a nonce: the orders of the same kind with this nonce that are open, matched or settled, and whether the chain cancelled the nonce. */
export interface UsedNonce extends OrderNonce {
  orderHashes: string[]
  cancelled: boolean
}

const usedNonces = statement(
  rowOf({ account: 'text', kind: oneOf('text', ['ask', 'bid']), nonce: 'text', cancelled: 'bool', orderHashes: 'text[]' }),
  `select asked.account, asked.kind, asked.nonce, l.found is not null as cancelled,
     array(select order_hash from book_orders o where ${orderSide} = asked.account || asked.kind
       and ${orderNonce} = asked.nonce::numeric and o.state in ('open', 'matched', 'settled')) as "orderHashes"
   from unnest($1::text[], $2::text[], $3::text[]) as asked (account, kind, nonce)
   left join lateral (select true as found from chain_logs l where l.name in ('AskCancelled', 'BidCancelled')
     and l.args::json ->> 'account' = asked.account and l.args::json ->> 'nonce' = asked.nonce
     and l.name = case asked.kind when 'ask' then 'AskCancelled' else 'BidCancelled' end limit 1) l on true`,
)

/**
 * From the given nonces, lists those that are in use, or that the chain cancelled individually. `listFunds` checks nonces below an account's floor, which are
 * all cancelled. Indexes: book_orders_account_kind_nonce_idx, chain_logs (account, nonce) of cancellations. Takes no lock.
 */
export async function listUsedNonces(db: Queryable, { nonces }: { nonces: readonly OrderNonce[] }): Promise<UsedNonce[]> {
  if (nonces.length === 0) return []
  const rows = await usedNonces.rows(db, [
    textArray(nonces.map(({ account }) => account)),
    textArray(nonces.map(({ kind }) => kind)),
    textArray(nonces.map(({ nonce }) => nonce.toString())),
  ])
  return rows.filter(({ cancelled, orderHashes }) => cancelled || orderHashes.length > 0).map((row) => ({ ...row, nonce: BigInt(row.nonce) }))
}

const highestNonces = statement(
  rowOf({ floor: 'numeric?', bid: 'numeric?', ask: 'numeric?' }),
  `with waiting as (
     select kind, payload::json as command from api_commands
     where id > coalesce((select last_id from cursors where source = 'api'), 0) and kind in ('PlaceBid', 'PlaceAsk')),
   used as (
     select 'bid' as kind, (select max(${orderNonce}) from book_orders o where ${orderSide} = $1 || 'bid') as nonce
     union all select 'ask', (select max(${orderNonce}) from book_orders o where ${orderSide} = $1 || 'ask')
     union all select 'bid', (command -> 'bid' ->> 'nonce')::numeric from waiting where kind = 'PlaceBid' and command -> 'bid' ->> 'renter' = $1
     union all select 'ask', (command -> 'ask' ->> 'nonce')::numeric from waiting where kind = 'PlaceAsk' and command -> 'ask' ->> 'provider' = $1
     union all select 'ask', (payload::json ->> 'nonce')::numeric from relays
       where account = $1 and kind in ('autoExtend', 'transferLease', 'withdraw', 'deposit', 'authorize', 'revoke')
     union all select 'bid', (l.args::json ->> 'bidNonce')::numeric from leases join chain_logs l
       on l.block_number = leases.settled_block and l.tx_hash = leases.settled_tx and l.name = 'Settled' and l.args::json ->> 'bidHash' = leases.bid_hash
       where leases.renter = $1 and not exists (select from book_orders where book_orders.order_hash = leases.bid_hash))
   select (select floor from chain_accounts where account = $1) as floor,
     (select max(nonce) from used where kind = 'bid') as bid, (select max(nonce) from used where kind = 'ask') as ask`,
)

/**
 * Returns the next unused nonces of an account, one for bids and one for asks, so that clients use nonces without gaps. Each is one above the highest nonce of
 * that kind, and at least the account's floor on the chain. Signed messages also use the nonces of asks. Bids that are only on the chain (settled by another
 * sender, or before a restore) count through their leases. Indexes: book_orders_account_kind_nonce_idx, relays (account, seq), api_commands (id) for
 * unprocessed commands, leases (renter, lease_id), chain_logs (block_number, log_index). Takes no lock.
 */
export async function nextNonces(db: Queryable, { account }: { account: string }): Promise<{ bid: bigint; ask: bigint }> {
  const highest = await highestNonces.first(db, [account])
  const floor = highest?.floor ?? 0n
  const after = (used: bigint | null | undefined): bigint => {
    const next = used === null || used === undefined ? 0n : used + 1n
    return next > floor ? next : floor
  }
  return { bid: after(highest?.bid), ask: after(highest?.ask) }
}

import type { Queryable } from '../client/queryable.ts'
import { orderNonce, orderSide } from './orderNonce.ts'

/**
 * Nonces an account has not used: one above the highest of its orders of each kind, never below its floor on chain, so that
 * nonces stay dense. Messages that were handed in use up ask nonces too. Bids that only the chain knows (settled by somebody else, or before a restore) count by their leases. Indexes:
 * book_orders_account_kind_nonce_idx, relays (account, seq), api_commands (id) for those not read yet, leases (renter, lease_id), chain_logs (block_number, log_index). Takes no lock.
 */
export async function nextNonces(db: Queryable, { account }: { account: string }): Promise<{ bid: bigint; ask: bigint }> {
  const rows = await db.query<{ floor: bigint | null; bid: bigint | null; ask: bigint | null }>(
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
    [account],
  )
  const floor = rows[0]?.floor ?? 0n
  const after = (used: bigint | null | undefined): bigint => {
    const next = used === null || used === undefined ? 0n : used + 1n
    return next > floor ? next : floor
  }
  return { bid: after(rows[0]?.bid), ask: after(rows[0]?.ask) }
}

import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'
import { orderNonce, orderSide } from './orderNonce.ts'

/** A nonce of an account's bid or ask. */
export interface OrderNonce {
  account: string
  kind: 'ask' | 'bid'
  nonce: bigint
}

/** What is known of a nonce: the orders of its kind that wait, matched or settled under it, and whether the chain cancelled it. */
export interface UsedNonce extends OrderNonce {
  orderHashes: string[]
  cancelled: boolean
}

/**
 * Those of some nonces that are in use or cancelled one by one on the chain; a floor is the account's (`listFunds`). Indexes:
 * book_orders_account_kind_nonce_idx, chain_logs (account, nonce) of cancellations. Takes no lock.
 */
export async function listUsedNonces(db: Queryable, { nonces }: { nonces: readonly OrderNonce[] }): Promise<UsedNonce[]> {
  if (nonces.length === 0) return []
  const rows = await db.query<Omit<UsedNonce, 'nonce'> & { nonce: string }>(
    `select asked.account, asked.kind, asked.nonce, l.found is not null as cancelled,
       array(select order_hash from book_orders o where ${orderSide} = asked.account || asked.kind
         and ${orderNonce} = asked.nonce::numeric and o.state in ('open', 'matched', 'settled')) as "orderHashes"
     from unnest($1::text[], $2::text[], $3::text[]) as asked (account, kind, nonce)
     left join lateral (select true as found from chain_logs l where l.name in ('AskCancelled', 'BidCancelled')
       and l.args::json ->> 'account' = asked.account and l.args::json ->> 'nonce' = asked.nonce
       and l.name = case asked.kind when 'ask' then 'AskCancelled' else 'BidCancelled' end limit 1) l on true`,
    [
      textArray(nonces.map(({ account }) => account)),
      textArray(nonces.map(({ kind }) => kind)),
      textArray(nonces.map(({ nonce }) => nonce.toString())),
    ],
  )
  return rows.filter(({ cancelled, orderHashes }) => cancelled || orderHashes.length > 0).map((row) => ({ ...row, nonce: BigInt(row.nonce) }))
}

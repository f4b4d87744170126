import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

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
 * Those of some nonces that are in use or cancelled one by one on the chain; a floor is the account's (`listFunds`). Indexes: book_orders
 * (account, kind, nonce), chain_logs (account, nonce) of cancellations. Takes no lock.
 */
export async function listUsedNonces(db: Queryable, { nonces }: { nonces: readonly OrderNonce[] }): Promise<UsedNonce[]> {
  if (nonces.length === 0) return []
  const rows = await db.query<Omit<UsedNonce, 'nonce'> & { nonce: string }>(
    `select * from (
       select asked.account, asked.kind, asked.nonce,
         array(select order_hash from book_orders o where o.account = asked.account and o.kind = asked.kind
           and o.order_json::json ->> 'nonce' = asked.nonce and o.state in ('open', 'matched', 'settled')) as "orderHashes",
         exists (select from chain_logs l where l.name in ('AskCancelled', 'BidCancelled') and l.args::json ->> 'account' = asked.account
           and l.args::json ->> 'nonce' = asked.nonce and l.name = case asked.kind when 'ask' then 'AskCancelled' else 'BidCancelled' end) as cancelled
       from unnest($1::text[], $2::text[], $3::text[]) as asked (account, kind, nonce)) found
     where cancelled or cardinality("orderHashes") > 0`,
    [
      textArray(nonces.map(({ account }) => account)),
      textArray(nonces.map(({ kind }) => kind)),
      textArray(nonces.map(({ nonce }) => nonce.toString())),
    ],
  )
  return rows.map((row) => ({ ...row, nonce: BigInt(row.nonce) }))
}

import type { Queryable } from '../client/queryable.ts'

/** True when another order of this account and kind with this nonce waits, matched or settled. Index: book_orders (account, created_seq). Takes no lock. */
export async function isNonceTaken(
  db: Queryable,
  args: { account: string; kind: 'ask' | 'bid'; nonce: bigint; exceptHash: string },
): Promise<boolean> {
  const rows = await db.query<{ order_hash: string }>(
    `select order_hash from book_orders where account = $1 and kind = $2 and order_hash <> $4 and state in ('open', 'matched', 'settled')
       and order_json::json ->> 'nonce' = $3 limit 1`,
    [args.account, args.kind, args.nonce.toString(), args.exceptHash],
  )
  return rows.length === 1
}

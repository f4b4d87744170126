import type { Queryable } from '../client/queryable.ts'

/**
 * Opens an order stream, or takes one up again that was lost just now. False when it is another account's. Index: order_streams (id). Locks its row.
 */
export async function openOrderStream(db: Queryable, { id, account }: { id: string; account: string }): Promise<boolean> {
  const rows = await db.query(
    `insert into order_streams as open (id, account) values ($1, $2)
     on conflict (id) do update set alive_at = now() where open.account = excluded.account returning id`,
    [id, account],
  )
  return rows.length > 0
}

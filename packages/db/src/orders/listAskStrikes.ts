import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * Lists how long ago, in milliseconds of the wall clock `nowMs`, matches with asks of each account were given up within the last day because the account
 * refused its own signature. An ask counts once. In a group nobody knows whose ask was refused, so it counts for none. Indexes:
 * settlements_ask_refused_idx, book_orders (order_hash). Takes no lock.
 */
export async function listAskStrikes(
  db: Queryable,
  { accounts, nowMs }: { accounts: readonly string[]; nowMs: bigint },
): Promise<Map<string, number[]>> {
  const strikes = new Map<string, number[]>()
  if (accounts.length === 0) return strikes
  const rows = await db.query<{ account: string; ageMs: bigint }>(
    `select ask.account, min($2::bigint - refused.updated_at_ms) as "ageMs"
     from settlements as refused join book_orders as ask on ask.order_hash = refused.ask_hash
     where refused.state = 'abandoned' and refused.code = 'order.ask_signature_refused' and refused.group_id is null
       and refused.updated_at_ms > $2::bigint - 86400000 and ask.account = any($1::text[])
     group by ask.account, refused.ask_hash`,
    [textArray(accounts), nowMs],
  )
  for (const { account, ageMs } of rows) strikes.set(account, [...(strikes.get(account) ?? []), Number(ageMs)])
  return strikes
}

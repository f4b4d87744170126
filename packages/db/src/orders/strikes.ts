// Strikes of accounts: bids that blocked a machine without a use of it, and asks whose signature the account's own contract rejected. The API reads them from
// `settlements`, `leases` and `book_orders`.
import { textArray } from '../client/binaryArray.ts'
import { rowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/**
 * Selects strikes of these accounts. A strike is a bid that blocked a machine without a use of it. `codes` are the codes with which an abandoned match counts.
 * `nowMs` is the wall clock in milliseconds, and `chainNow` is the block clock in Unix seconds.
 */
export interface StrikesAsked {
  accounts: readonly string[]
  codes: readonly string[]
  nowMs: bigint
  chainNow: bigint
}

const recentStrikes = statement(
  rowOf({ account: 'text', ageMs: 'int8' }),
  `select account, min(age_ms) as "ageMs" from (
     select account, bid_hash, $3::bigint - updated_at_ms as age_ms from settlements
     where account = any($1::text[]) and state = 'abandoned' and code = any($2::text[]) and updated_at_ms > $3::bigint - 86400000
     union all
     select renter, bid_hash, ($4::bigint - closed_at) * 1000 from leases
     where renter = any($1::text[]) and end_reason = 7 and ready_at is null and start_at = settled_at
       and closed_at <= start_at + least(600, duration_seconds) and closed_at > $4::bigint - 86400) as strike
   group by account, bid_hash`,
)

/**
 * Lists, for each account, how many milliseconds ago it got each of its strikes of the last 24 h. A strike is a bid that blocked a machine without a use of it:
 * its match was abandoned with one of the codes, or its spot lease (which starts at once) was cancelled before the machine was ready and before its deadline
 * had passed. Each bid counts once. Indexes: settlements_abandoned_idx, leases_cancelled_idx. Takes no lock.
 */
export async function listStrikes(db: Queryable, { accounts, codes, nowMs, chainNow }: StrikesAsked): Promise<Map<string, number[]>> {
  const strikes = new Map<string, number[]>()
  if (accounts.length === 0) return strikes
  const rows = await recentStrikes.rows(db, [textArray(accounts), textArray(codes), nowMs, chainNow])
  for (const { account, ageMs } of rows) strikes.set(account, [...(strikes.get(account) ?? []), Number(ageMs)])
  return strikes
}

const recentAskStrikes = statement(
  rowOf({ account: tables.book_orders.account, ageMs: 'int8' }),
  `select ask.account, min($2::bigint - refused.updated_at_ms) as "ageMs"
   from settlements as refused join book_orders as ask on ask.order_hash = refused.ask_hash
   where refused.state = 'abandoned' and refused.code = 'order.ask_signature_refused' and refused.group_id is null
     and refused.updated_at_ms > $2::bigint - 86400000 and ask.account = any($1::text[])
   group by ask.account, refused.ask_hash`,
)

/**
 * Lists, for each account, how many milliseconds before `nowMs` (wall clock) it got each of its ask strikes of the last 24 h. An ask strike is a match that was
 * abandoned because the account is a contract and this contract rejected the signature of the account's own ask. Each ask counts once. Matches of a group do
 * not count, because it is unknown which ask of the group was rejected. Indexes: settlements_ask_refused_idx, book_orders (order_hash). Takes no lock.
 */
export async function listAskStrikes(
  db: Queryable,
  { accounts, nowMs }: { accounts: readonly string[]; nowMs: bigint },
): Promise<Map<string, number[]>> {
  const strikes = new Map<string, number[]>()
  if (accounts.length === 0) return strikes
  const rows = await recentAskStrikes.rows(db, [textArray(accounts), nowMs])
  for (const { account, ageMs } of rows) strikes.set(account, [...(strikes.get(account) ?? []), Number(ageMs)])
  return strikes
}

// Calls of the task pool that wait for a transaction. The worker (role infinitio_worker) reads `pool_calls` and writes `pool_sends`.
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { poolCallKinds } from '../tasks/poolCalls.ts'

const { pool_calls: calls } = tables

/** A call is sent at most this many times. A transaction can skip a call that a simulation accepted, because the chain changed in between. */
export const mostPoolTries = 4
/** A call that is older than this many hours is not sent. */
export const poolCallHours = 1

/**
 * SQL condition on `name`, a row of pool_calls: the call is finished. Either it was refused before it was sent (its row in `pool_sends` has no transaction), or
 * its transaction is in a block and carried out the call there (no `code`).
 */
const isOver = (name: string) =>
  `exists (select from pool_sends o left join transactions t on t.id = o.transaction_id where o.call_id = ${name}.call_id
     and (o.transaction_id is null or (t.state = 'mined' and o.code is null)))`

/** SQL condition on `name`, a row of pool_calls: a transaction that contains the call waits for a block. */
const isOnItsWay = (name: string) =>
  `exists (select from pool_sends o join transactions t on t.id = o.transaction_id where o.call_id = ${name}.call_id and t.state in ('stored', 'broadcast'))`

/** SQL condition on `name`, a row of pool_calls: the call may still be sent. */
const mayGo = (name: string) =>
  `${name}.created_at > now() - interval '${poolCallHours} hour' and not ${isOver(name)}
     and (select count(*) from pool_sends o where o.call_id = ${name}.call_id) < ${mostPoolTries}`

/** SQL condition on `c`, a row of pool_calls: the call waits for a transaction. */
export const poolCallWaits = `(${mayGo('c')} and not ${isOnItsWay('c')})`

const waitingCallRow = rowOf({
  callId: calls.call_id,
  kind: oneOf(calls.kind, poolCallKinds),
  name: calls.name,
  payload: calls.payload,
  createdAt: calls.created_at,
  lane: calls.lane,
  seq: calls.seq,
  place: 'int8',
  /** True if an earlier call of the same request has no result yet. */
  isAfterOther: 'bool',
})

/** A call that waits for a transaction. `payload` is JSON. */
export type WaitingPoolCall = RowOf<typeof waitingCallRow>

const waitingCalls = statement(
  waitingCallRow,
  `select * from (
     select c.call_id as "callId", c.kind, c.name, c.payload, c.created_at as "createdAt", c.lane, c.seq,
       row_number() over (partition by c.payer order by c.lane, c.seq) as place,
       exists (select from pool_calls e where e.request_id = c.request_id and e.position < c.position
         and (${isOnItsWay('e')} or (${mayGo('e')}))) as "isAfterOther"
     from pool_calls c where ($2::uuid[] is null or c.call_id = any($2)) and ${poolCallWaits}) as waiting
   where place <= $3 order by lane, place, seq limit $1`,
)

/** The list of waiting calls has at most this many calls of one payer, so that a payer with more calls does not fill the list. */
const mostOfPayer = 16

/**
 * Lists the calls of the task pool that wait for a transaction, at most `mostOfPayer` for each payer. Calls with a lower priority number (`lane`) come first.
 * Among calls of one lane, the payers take turns. `only` limits the list to these ids. Index: pool_calls (created_at), pool_sends (call_id). Takes no lock.
 */
export async function listWaitingPoolCalls(
  db: Queryable,
  { limit, only = null }: { limit: number; only?: readonly string[] | null },
): Promise<WaitingPoolCall[]> {
  return waitingCalls.rows(db, [limit, only, mostOfPayer])
}

/** Stores which calls a chain transaction contains, in their order. Call it in the database transaction that stores the chain transaction. */
export async function insertPoolSends(
  tx: Queryable,
  { transactionId, callIds }: { transactionId: bigint; callIds: readonly string[] },
): Promise<void> {
  await tx.query(
    `insert into pool_sends (call_id, transaction_id, position)
     select call_id, $1::bigint, ordinality - 1 from unnest($2::uuid[]) with ordinality as sent (call_id, ordinality)`,
    [transactionId, callIds],
  )
}

/** Stores that the chain would refuse a call, so that it is not sent. */
export async function refusePoolCall(tx: Queryable, { callId, code }: { callId: string; code: string }): Promise<void> {
  await tx.query('insert into pool_sends (call_id, position, code) values ($1, 0, $2)', [callId, code])
  await notify(tx, ['transactions'])
}

/** Stores which calls a mined transaction skipped; each is given by its position in the transaction. Index: pool_sends (transaction_id). Locks its rows. */
export async function noteSkippedPoolCalls(
  tx: Queryable,
  { transactionId, skipped }: { transactionId: bigint; skipped: readonly { readonly position: number; readonly code: string }[] },
): Promise<void> {
  await tx.query(
    `update pool_sends set code = (select s.code from unnest($2::int[], $3::text[]) as s (position, code) where s.position = pool_sends.position)
     where transaction_id = $1`,
    [transactionId, skipped.map(({ position }) => position), skipped.map(({ code }) => code)],
  )
}

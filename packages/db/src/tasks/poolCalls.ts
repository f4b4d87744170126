// Signed calls for the task pool, the contract that pays for tasks. The API (role infinitio_api) writes the table `pool_calls`; the worker sends them.
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { pool_calls: calls } = tables

/** The kinds of calls: `call` is signed by an account, and `deposit` is a deposit with a signed permit for the tokens. */
export const poolCallKinds = ['call', 'deposit'] as const

/**
 * A call that the worker sends to the task pool. `callKey` identifies the call permanently: another call with this key is the same call. `payload` is JSON. The
 * call counts against the daily budget of the account `payer` and, if `budget` is `total`, also against the common budget of all accounts. Calls with a lower
 * `lane` are sent first.
 */
export type NewPoolCall = {
  readonly callId: string
  readonly callKey: string
  readonly kind: (typeof poolCallKinds)[number]
  readonly name: string
  readonly lane: number
  readonly account: string
  readonly payer: string
  readonly budget: 'account' | 'total'
  readonly payload: string
}

const insertedCall = statement(
  rowOf({ callId: calls.call_id }),
  `insert into pool_calls (call_id, call_key, request_id, position, kind, name, lane, account, payer, budget, payload)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (call_key) do nothing returning call_id as "callId"`,
)

const callByKey = statement(rowOf({ callId: calls.call_id }), 'select call_id as "callId" from pool_calls where call_key = $1')

/**
 * Stores the calls of one request in their order and wakes the worker. Call it in a transaction. Returns the id of each; for a repeated call, the id under
 * which it was stored first. Index: pool_calls (call_key).
 */
export async function insertPoolCalls(tx: Queryable, { requestId, calls }: { requestId: string; calls: readonly NewPoolCall[] }): Promise<string[]> {
  const ids: string[] = []
  for (const [position, call] of calls.entries()) {
    const { callId, callKey, kind, name, lane, account, payer, budget, payload } = call
    const row = [callId, callKey, requestId, position, kind, name, lane, account, payer, budget, payload]
    const stored = (await insertedCall.first(tx, row)) ?? (await callByKey.only(tx, [callKey]))
    ids.push(stored.callId)
  }
  await notify(tx, ['pool_calls'])
  return ids
}

const knownCalls = statement(
  rowOf({ callKey: calls.call_key, callId: calls.call_id }),
  'select call_key as "callKey", call_id as "callId" from pool_calls where call_key = any($1::text[])',
)

/** Returns the ids of the calls that are stored under these keys. Index: pool_calls (call_key). Takes no lock. */
export async function findSamePoolCalls(db: Queryable, { callKeys }: { callKeys: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  const rows = await knownCalls.rows(db, [callKeys])
  return new Map(rows.map(({ callKey, callId }) => [callKey, callId]))
}

const usedBudgets = statement(
  rowOf({ ofAccount: 'int8', inAll: 'int8' }),
  `select (select count(*) from pool_calls where payer = $1 and created_at > now() - interval '1 day') as "ofAccount",
     (select count(*) from pool_calls where budget = 'total' and created_at > now() - interval '1 day') as "inAll"`,
)

/**
 * Counts calls within the last 24 hours: all calls of an account (`ofAccount`), and the calls of all accounts that count against the common budget (`inAll`).
 * Index: pool_calls (payer, created_at), pool_calls (created_at). Takes no lock.
 */
export async function countPoolCalls(db: Queryable, { payer }: { payer: string }): Promise<{ ofAccount: number; inAll: number }> {
  const { ofAccount, inAll } = await usedBudgets.only(db, [payer])
  return { ofAccount: Number(ofAccount), inAll: Number(inAll) }
}

const providersOfKey = statement(
  rowOf({ provider: tables.chain_nodes.provider }),
  'select distinct provider from chain_nodes where node_key = $1 and not retired order by provider limit 8',
)

/** Returns the providers of the machines that have this node key and are not retired. Index: chain_nodes (node_key). Takes no lock. */
export async function listProvidersOfKey(db: Queryable, { nodeKey }: { nodeKey: string }): Promise<string[]> {
  return (await providersOfKey.rows(db, [nodeKey])).map(({ provider }) => provider)
}

const poolCallRow = rowOf({
  callId: calls.call_id,
  kind: oneOf(calls.kind, poolCallKinds),
  name: calls.name,
  account: calls.account,
  createdAt: calls.created_at,
  state: oneOf('text?', ['queued', 'sent', 'mined', 'failed', 'missed']),
  code: 'text?',
  txHash: 'text?',
  final: 'bool',
  tries: 'int8',
})

/**
 * A call of the task pool and the state of its last transaction; null before the first transaction. In the state `missed`, the transaction skipped the call or
 * failed, so the worker may send the call again.
 */
export type PoolCallRow = RowOf<typeof poolCallRow>

const callById = statement(
  poolCallRow,
  `select c.call_id as "callId", c.kind, c.name, c.account, c.created_at as "createdAt", f.state, f.code, f.hash as "txHash", coalesce(f.final, false) as final,
     (select count(*) from pool_sends s where s.call_id = c.call_id) as tries
   from pool_calls c left join lateral (
     select case when s.transaction_id is null then 'failed' when t.state = 'stored' then 'queued' when t.state = 'broadcast' then 'sent'
         when t.state = 'mined' and s.code is null then 'mined' else 'missed' end as state,
       coalesce(s.code, t.code) as code, t.hashes[cardinality(t.hashes)] as hash,
       exists (select from blocks b where b.number = t.mined_block and b.hash = t.mined_block_hash and b.final) as final
     from pool_sends s left join transactions t on t.id = s.transaction_id
     where s.call_id = c.call_id
     order by coalesce(t.state = 'mined' and s.code is null, false) desc, coalesce(t.state in ('stored', 'broadcast'), false) desc,
       s.transaction_id is null desc, s.send_id desc limit 1) f on true
   where c.call_id = $1`,
)

/** Returns a call and its progress, or null. Index: pool_calls (call_id), pool_sends (call_id), transactions (id), blocks (number). Takes no lock. */
export async function findPoolCall(db: Queryable, { callId }: { callId: string }): Promise<PoolCallRow | null> {
  return callById.first(db, [callId])
}

import { randomUUID } from 'node:crypto'
import { countPoolCalls, findSamePoolCalls, insertPoolCalls, type NewPoolCall } from '@infinitio/db'
import { type Address, address, canonicalJson, isRefusal, type PoolSigningDomain, type Refusal } from '@infinitio/domain'
import type { PoolCallsAcceptedWire, PoolCallsRequestWire, PoolCallWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { findPayer } from '../../tasks/findPayer.ts'
import { poolBudgetOf, poolLaneOf } from '../../tasks/poolLanes.ts'
import { poolCallKeyOf, provePoolCall } from './provePoolCall.ts'

/**
 * Sums for one request with several calls of the task pool, which grow while the calls are checked: the calls and the deposited amounts of each account, and
 * the number of all calls.
 */
type Tally = { readonly used: Map<Address, number>; readonly deposited: Map<Address, bigint>; usedOfAll: number }

/**
 * Stores signed calls of the task pool; the worker sends them to the chain in this order. Accepts either all of them or none. A repeated call keeps its first
 * id. Refuses with `task.no_pool`, `task.call_invalid`, `task.call_expired`, `task.account_not_covered`, `task.budget_used`, `task.permit_refused`,
 * `auth.signature_*`, `auth.account_not_deployed`, `api.rate_limited` and `chain.node_busy`; the refusal's detail is the index of the refused call. `caller` is
 * the IP address of the connection.
 */
export async function placePoolCalls(
  services: Services,
  { calls }: PoolCallsRequestWire,
  { caller }: { caller: string },
): Promise<PoolCallsAcceptedWire | Refusal> {
  const domain = await services.pool.domain()
  if (domain === null) return { rejected: 'task.no_pool' }
  const keys = calls.map((call) => poolCallKeyOf(call, domain))
  const known = await findSamePoolCalls(services.db, { callKeys: keys })
  const tally: Tally = { used: new Map(), deposited: new Map(), usedOfAll: 0 }
  const added = new Map<string, NewPoolCall>()
  for (const [position, call] of calls.entries()) {
    const callKey = keys[position] ?? ''
    if (known.has(callKey) || added.has(callKey)) continue
    const judged = await judge(services, call, { callKey, tally, asked: { domain, caller } })
    if (isRefusal(judged)) return { ...judged, detail: `calls/${position}${judged.detail === undefined ? '' : `: ${judged.detail}`}` }
    added.set(callKey, judged)
  }
  const stored = await services.db.transaction((tx) => insertPoolCalls(tx, { requestId: randomUUID(), calls: [...added.values()] }))
  const ids = new Map([...known, ...[...added.keys()].map((key, at) => [key, stored[at] ?? ''] as const)])
  if (added.size > 0) services.logger.info({ calls: stored }, 'calls of the task pool were accepted')
  return { callIds: keys.map((key) => ids.get(key) ?? '') }
}

type Judging = { readonly callKey: string; readonly tally: Tally; readonly asked: { readonly domain: PoolSigningDomain; readonly caller: string } }

async function judge(services: Services, call: PoolCallWire, { callKey, tally, asked }: Judging): Promise<NewPoolCall | Refusal> {
  const name = await provePoolCall(services, call, asked)
  if (isRefusal(name)) return name
  const account = address(call.account)
  if (call.kind === 'deposit') tally.deposited.set(account, (tally.deposited.get(account) ?? 0n) + BigInt(call.amount))
  const { db, pool, clock, relayRules } = services
  const payer = await findPayer({ db, pool, clock, leastBalance: relayRules.leastBalance }, call, { deposited: tally.deposited.get(account) ?? 0n })
  if (payer === null) return { rejected: 'task.account_not_covered' }
  const budget = poolBudgetOf(name)
  const used = await countPoolCalls(db, { payer })
  const ofAccount = tally.used.get(payer) ?? 0
  if (used.ofAccount + ofAccount >= relayRules.poolAccountBudget) return { rejected: 'task.budget_used', detail: 'of this account' }
  if (budget === 'total' && used.inAll + tally.usedOfAll >= relayRules.poolTotalBudget)
    return { rejected: 'task.budget_used', detail: 'of all accounts' }
  tally.used.set(payer, ofAccount + 1)
  if (budget === 'total') tally.usedOfAll += 1
  const { kind, ...fields } = call
  return { callId: randomUUID(), callKey, kind, name, lane: poolLaneOf(name), account, payer, budget, payload: canonicalJson(fields) }
}

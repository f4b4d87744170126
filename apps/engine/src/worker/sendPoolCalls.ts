import { readTaskPool } from '@infinitio/chain'
import { insertPoolSends, listWaitingPoolCalls, refusePoolCall, type WaitingPoolCall } from '@infinitio/db'
import { type Address, type ErrorCode, errorTable } from '@infinitio/domain'
import { countOutcome } from './countOutcome.ts'
import { groupPoolCalls, poolCallToSend, type PoolCallToSend, type PoolGroup, type TriedPoolCall } from './poolCall.ts'
import type { Sender } from './sender.ts'
import { sendCall } from './sendCall.ts'
import { simulate, type Trial } from './simulate.ts'
import { claimed, takesWork } from './takeMarketWork.ts'
import { tryCall } from './tryCall.ts'

/** The most calls that one sending key claims at once. One transaction contains at most as many calls. */
const CALLS_AT_ONCE = 16
/** The most waiting calls that one pass of the worker lists. It simulates at most `MOST_TRIALS` of them. */
const MOST_LISTED = 256
const MOST_TRIALS = 48
/** A temporary refusal becomes final after this time, in ms. */
const PATIENCE_MS = 15_000
/**
 * While transactions of this key wait for a block, their effects are unknown, so a refusal of a call is not certain. Once the call is this old, in ms, a
 * refusal counts nevertheless, because the user can sign the call again.
 */
const CERTAIN_MS = 30_000

/**
 * Returns true if a refusal with this code may be temporary. For example, something is not due yet, or a batch is unknown because the transaction that submits
 * it still waits.
 */
const mayPass = (code: ErrorCode) => errorTable[code].retry || code === 'task.batch_unknown'

/**
 * Sends the waiting calls of the task pool, up to 16 in a transaction. Leaves out calls that another key works on. First simulates each call separately. Stores
 * a refused call as failed with its code; it delays no other call. If the refusal may be temporary, repeats the try until the call is 15 s old. Does not refuse
 * a call while an earlier call of the same request still waits. Returns the number of calls that still wait.
 */
export async function sendPoolCalls(sender: Sender): Promise<number> {
  const { db, client, addresses } = sender
  const waiting = await listWaitingPoolCalls(db, { limit: MOST_LISTED })
  const due = dueNames(sender, waiting)
  if (due.length === 0) return waiting.length
  const pool = await readTaskPool(client, addresses.directory)
  if (pool === null) return 0
  let done = 0
  const run = async (names: string[]) => {
    // These calls are now reserved for this key. Before that, another key may have sent some of them, so list them again.
    const only = names.map((name) => name.slice(prefix.length))
    const fresh = await listWaitingPoolCalls(db, { limit: only.length, only })
    const over = await sendSome(sender, { calls: fresh, pool })
    for (const call of fresh) noteWait(sender, call, over)
    done += over.size
  }
  await claimed(sender, { names: due, mayGoOn: () => takesWork(sender), run, atOnce: CALLS_AT_ONCE })
  return waiting.length - done
}

/**
 * Returns the names of the calls to simulate now, at most `MOST_TRIALS`. First come those that were never tried, then those that an earlier simulation refused.
 * Also deletes the retry times of calls that no longer wait.
 */
function dueNames({ retryAtMs, nowMs }: Sender, waiting: readonly WaitingPoolCall[]): string[] {
  const names = waiting.map(({ callId }) => nameOf(callId))
  const known = new Set(names)
  for (const name of retryAtMs.keys()) if (name.startsWith(prefix) && !known.has(name)) retryAtMs.delete(name)
  const due = names.filter((name) => (retryAtMs.get(name) ?? 0) <= nowMs())
  return [...due.filter((name) => !retryAtMs.has(name)), ...due.filter((name) => retryAtMs.has(name))].slice(0, MOST_TRIALS)
}

/** Stores when a waiting call is tried again. The longer the call has waited, the longer the pause: an eighth of its age, from 0.25 to 5 s. */
function noteWait({ retryAtMs, nowMs }: Sender, { callId, createdAt }: WaitingPoolCall, over: ReadonlySet<string>): void {
  const ageMs = nowMs() - createdAt.getTime()
  if (over.has(callId)) retryAtMs.delete(nameOf(callId))
  else retryAtMs.set(nameOf(callId), nowMs() + Math.min(5_000, Math.max(250, ageMs / 8)))
}

const prefix = 'pool/'
const nameOf = (callId: string) => `${prefix}${callId}`

/** Sends the calls that a simulation accepts, and stores refusals. Returns the ids of the calls that no longer wait. */
async function sendSome(sender: Sender, { calls, pool }: { calls: readonly WaitingPoolCall[]; pool: Address }): Promise<Set<string>> {
  const over = new Set<string>()
  const accepted: TriedPoolCall[] = []
  for (const call of calls) {
    const judged = await judge(sender, call, pool)
    if (judged === 'refused') over.add(call.callId)
    else if (judged !== 'later') accepted.push(judged)
  }
  for (const group of groupPoolCalls(accepted, pool)) if (await sendGroup(sender, group)) for (const callId of group.callIds) over.add(callId)
  return over
}

async function judge(sender: Sender, call: WaitingPoolCall, pool: Address): Promise<TriedPoolCall | 'refused' | 'later'> {
  const { db, nowMs, logger } = sender
  const read = readCall(sender, call, pool)
  if (read === null) return refuse('task.call_invalid')
  const ageMs = nowMs() - call.createdAt.getTime()
  const verdict = ageMs < CERTAIN_MS ? await tryCall(sender, read.alone) : verdictOf(await simulate(sender, read.alone))
  if (verdict.kind === 'unsure') return 'later'
  if (verdict.kind === 'fine') return { ...read, callId: call.callId, gas: verdict.gas }
  return call.isAfterOther || (mayPass(verdict.code) && ageMs < PATIENCE_MS) ? 'later' : refuse(verdict.code)

  async function refuse(code: ErrorCode): Promise<'refused'> {
    countOutcome('relay', 'refused')
    logger.info({ call: call.callId, name: call.name, code }, 'call of the task pool refused')
    await db.transaction((tx) => refusePoolCall(tx, { callId: call.callId, code }))
    return 'refused'
  }
}

function verdictOf(trial: Trial) {
  return trial.ok ? ({ kind: 'fine', gas: trial.gas } as const) : ({ kind: 'refused', code: trial.code } as const)
}

/** Returns the contract call. Returns null if the API stored the call in an unknown format, which is a bug and must affect only this call. */
function readCall({ logger }: Sender, call: WaitingPoolCall, pool: Address): PoolCallToSend | null {
  try {
    return poolCallToSend(call, pool)
  } catch (error) {
    logger.error({ err: error, call: call.callId }, 'a stored call of the task pool cannot be encoded')
    return null
  }
}

/**
 * Stores the transaction together with its calls, in one database transaction. So if the worker is killed before it sends the transaction, it sends the same
 * bytes after its next start.
 */
async function sendGroup(sender: Sender, { callIds, call, gas }: PoolGroup): Promise<boolean> {
  const about = { purpose: 'relay', action: 'poolCalls', matchId: null, relayId: null, leaseId: null } as const
  return sendCall(sender, {
    ...about,
    ...{ call, gas },
    store: async (tx, insert) => {
      const transactionId = await insert()
      await insertPoolSends(tx, { transactionId, callIds })
      return transactionId
    },
  })
}

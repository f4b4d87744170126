import type { Address, Hex32 } from '@infinitio/domain'
import { stakeOf } from './auditTurn.ts'
import type { PoolBatchView, PoolTaskState, PoolTaskView, PoolView } from '../pool/poolView.ts'

/** A task that locks a part of a provider's stake, because the provider works on it or checks it. `units` is the locked amount in 1e-9 PToken. */
export type HeldStake = {
  readonly taskId: Hex32
  readonly batchId: Hex32
  readonly role: 'work' | 'check'
  readonly state: PoolTaskState
  readonly units: bigint
}

/**
 * The record of a provider at the task pool. Tasks that it submitted itself do not count in the sums.
 * - `earned` is its pay for tasks and for checks of others' tasks, in base units of PToken. A stake that it paid for an appeal and got back is not included.
 * - `worked` and `checked` count the tasks that ended well for it as worker and as checker; `lost` counts the tasks in which it lost its stake.
 * - `kinds` are the pairs of adapter and machine class for which its right tasks in a row (its streak) are counted.
 */
export type ProviderTasks = {
  readonly earned: bigint
  readonly worked: number
  readonly checked: number
  readonly lost: number
  readonly holds: readonly HeldStake[]
  readonly kinds: readonly { readonly adapter: Hex32; readonly classId: number }[]
}

const baseUnits = 1_000_000_000n
const ends: ReadonlySet<PoolTaskState> = new Set(['accepted', 'decided', 'refunded'])

/** Returns the record of a provider. Pure. */
export function providerTasks({ tasks, batches }: PoolView, provider: Address): ProviderTasks {
  const sums = { earned: 0n, worked: 0, checked: 0, lost: 0 }
  const holds: HeldStake[] = []
  const kinds = new Map<string, { adapter: Hex32; classId: number }>()
  for (const task of tasks.values()) {
    const batch = batches.get(task.batchId)
    if (batch === undefined) continue
    holds.push(...holdsOf({ batch, task }, provider))
    if (task.worker === provider) kinds.set(`${batch.batch.adapter} ${task.classId}`, { adapter: batch.batch.adapter, classId: task.classId })
    if (batch.batch.submitter === provider || !ends.has(task.state)) continue
    sums.earned += earnedIn({ batch, task }, provider)
    if (task.worker === provider) sums[task.state === 'decided' ? 'lost' : 'worked'] += task.state === 'refunded' ? 0 : 1
    else if (isChecker(task, provider)) sums[hasLostCheck(task, provider) ? 'lost' : 'checked'] += 1
  }
  return { ...sums, holds, kinds: [...kinds.values()] }
}

/**
 * What an account earned by tasks of others that ended in a span of time, and the amounts that it locked for the tasks that it ordered then, in base units of
 * PToken. A refund of such an amount is not subtracted.
 */
export type TasksOfSpan = { readonly earned: bigint; readonly ordered: bigint }

/** Returns the sums of an account for the time from `from` (included) until `until` (not included), in Unix seconds. Pure. */
export function tasksBetween(
  { tasks, batches }: Pick<PoolView, 'tasks' | 'batches'>,
  { account, from, until }: { readonly account: Address; readonly from: number; readonly until: number },
): TasksOfSpan {
  const isIn = (time: number) => time >= from && time < until
  let [earned, ordered] = [0n, 0n]
  for (const { batch, submittedAt, paid } of batches.values()) if (batch.submitter === account && isIn(submittedAt)) ordered += paid
  for (const task of tasks.values()) {
    const batch = batches.get(task.batchId)
    if (batch === undefined || batch.batch.submitter === account || !ends.has(task.state) || !isIn(task.changedAt)) continue
    earned += earnedIn({ batch, task }, account)
  }
  return { earned, ordered }
}

type Of = { readonly batch: PoolBatchView; readonly task: PoolTaskView }

function holdsOf({ batch, task }: Of, provider: Address): HeldStake[] {
  const { taskId, batchId, state } = task
  const hold = (role: HeldStake['role']): HeldStake => ({ taskId, batchId, role, state, units: stakeOf(batch, task.streak) })
  if (ends.has(state)) return []
  if (task.worker === provider) return [hold('work')]
  const isChallenger = task.dispute?.challenger === provider && isChecker(task, provider)
  const isHolding = [...task.runs.values()].some((run) => run.account === provider && (run.state === 'taken' || run.state === 'answered'))
  return isHolding || isChallenger ? [hold('check')] : []
}

function isChecker({ runs }: PoolTaskView, provider: Address): boolean {
  return [...runs.values()].some(({ account, state }) => account === provider && (state === 'answered' || state === 'shown' || state === 'taken'))
}

/**
 * Returns true if a provider lost the stake of its audit. There are two cases: its answer started a dispute (`challenger`) and the task ended in the worker's
 * favour, or it committed to an answer, never revealed it and got no payment.
 */
function hasLostCheck({ runs, dispute, state, payments }: PoolTaskView, provider: Address): boolean {
  if (state === 'accepted' && dispute?.challenger === provider) return true
  const isSilent = [...runs.values()].some((run) => run.account === provider && run.state === 'answered')
  return isSilent && !payments.some(({ account }) => account === provider)
}

function earnedIn({ batch, task }: Of, provider: Address): bigint {
  if (task.worker !== provider && !isChecker(task, provider)) return 0n
  const paid = task.payments.reduce((sum, { account, amount }) => (account === provider ? sum + amount : sum), 0n)
  return paid - (isAppealBack(task, provider) ? stakeOf(batch, task.streak) * baseUnits : 0n)
}

/**
 * Returns true if the provider appealed and got back the stake that it paid for the appeal, which is only so if the appeal was successful. The payments of the
 * task then include this stake.
 */
function isAppealBack({ dispute, worker, state }: PoolTaskView, provider: Address): boolean {
  return dispute?.appellant === provider && state !== (worker === provider ? 'decided' : 'accepted')
}

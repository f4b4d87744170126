import type { Address, Hex32 } from '@infinitio/domain'
import { auditPlan } from '../audit/auditPlan.ts'
import { ripened, weightToAccept, youngSeconds } from '../draw/poolAccount.ts'
import { type PoolBatchView, taskIdOf } from '../pool/poolView.ts'
import { stakeOf, workSeconds } from './auditTurn.ts'
import { dueBlock } from './drawnAt.ts'
import type { PoolNow } from './dutiesOf.ts'
import { fittingNode } from './dutiesOf.ts'
import type { TaskNode } from './duty.ts'

/** The reason why an account can take no task of the pool at all. Times are Unix seconds. */
export type AccountReason =
  | { readonly kind: 'no machine' }
  | { readonly kind: 'no stake' }
  | { readonly kind: 'young'; readonly countsAt: number }
  /** The stake is older than an hour, but does not count yet. It counts after the call `ripen`, which anybody can send. */
  | { readonly kind: 'ripe' }
  | { readonly kind: 'out'; readonly until: number }

/**
 * The reason why an account takes no task of this batch now. Stakes are in 1e-9 PToken. `due`: it may take a task in the next block, so its agent must run,
 * have the adapter, and have a free machine. `waits`: its draw (random number) lets it take one after this many blocks, unless another provider is faster.
 */
export type BatchReason =
  | { readonly kind: 'unfit' }
  | { readonly kind: 'too late' }
  | { readonly kind: 'failed before' }
  | { readonly kind: 'stake held'; readonly free: bigint; readonly needed: bigint }
  | { readonly kind: 'waits'; readonly blocks: number }
  | { readonly kind: 'due' }

/** The most open tasks of one batch for which an account's draw (random number) is calculated. More draws would seldom change the reason. */
const mostDraws = 256

/**
 * The reasons why a provider takes no task of the pool. `account` is a reason that holds for all tasks. `batches` has the reasons for the first batches with
 * open tasks; `openBatches` counts all batches with open tasks.
 */
export type WhyNotDrawn = {
  readonly account: AccountReason | null
  readonly openBatches: number
  readonly batches: readonly { readonly batchId: Hex32; readonly reason: BatchReason }[]
}

/**
 * Returns why a provider takes no task. The first reason is one that holds for all batches. Then come the reasons for the first `most` batches with open tasks,
 * in the order in which the pool serves them. Assumes the smallest stake that a task can need, which is the stake of a provider without a streak (right tasks
 * in a row). Pure.
 */
export function whyNotDrawn(
  { provider, nodes, most }: { readonly provider: Address; readonly nodes: readonly Machine[]; readonly most: number },
  now: PoolNow,
): WhyNotDrawn {
  const open = now.view.live.filter((batch) => batch.open > 0 && !batch.stopped)
  return {
    account: accountReason({ provider, nodes }, now),
    openBatches: open.length,
    batches: open.slice(0, most).map((batch) => ({ batchId: batch.batchId, reason: batchReason({ provider, nodes }, batch, now) })),
  }
}

type Who = { readonly provider: Address; readonly nodes: readonly Machine[] }
/** The properties of a machine that batches ask for. */
type Machine = Omit<TaskNode, 'nodeId'>

function accountReason({ provider, nodes }: Who, { view, head }: PoolNow): AccountReason | null {
  const account = view.accounts.get(provider)
  if (account === undefined || account.bonded + account.young === 0n) return { kind: 'no stake' }
  if (BigInt(head.at) < account.outUntil) return { kind: 'out', until: Number(account.outUntil) }
  if (account.bonded === 0n) {
    if (ripened(account, BigInt(head.at)).added > 0n) return { kind: 'ripe' }
    return { kind: 'young', countsAt: Number(account.youngAt + youngSeconds) }
  }
  return nodes.length === 0 ? { kind: 'no machine' } : null
}

function batchReason({ provider, nodes }: Who, batch: PoolBatchView, { view, head, hashOf }: PoolNow): BatchReason {
  if (head.at + workSeconds(batch) >= batch.batch.deadline) return { kind: 'too late' }
  if (fittingNode(nodes, batch) === null) return { kind: 'unfit' }
  const { shape } = auditPlan({ chunks: batch.batch.chunks, streak: 0 })
  const account = view.accounts.get(provider)
  const weight = account === undefined ? 0n : weightToAccept(account, { shape, atSeconds: BigInt(head.at) })
  const needed = stakeOf(batch, 0)
  if (weight < needed) return { kind: 'stake held', free: weight, needed }
  const draws = openDraws(batch, provider)
  if (draws.length === 0) return { kind: 'failed before' }
  const due = draws.map((draw) => dueBlock(draw, { account: provider, weight, total: view.bonded }, { head, hashOf }) ?? head.block + 2)
  const blocks = Math.min(...due) - head.block
  return blocks <= 1 ? { kind: 'due' } : { kind: 'waits', blocks }
}

function openDraws(batch: PoolBatchView, provider: Address) {
  const draws: { taskId: Hex32; since: number; round: Hex32 }[] = []
  for (let index = 0; index < batch.batch.count && draws.length < mostDraws; index += 1) {
    const task = batch.tasks.get(index)
    if (task !== undefined && (task.state !== 'open' || task.failures.some((one) => one.provider === provider))) continue
    draws.push({ taskId: taskIdOf(batch.batchId, index), since: task?.changedBlock ?? batch.submitBlock, round: batch.beaconSeed })
  }
  return draws
}

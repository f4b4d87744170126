import type { TaskBatch } from '@infinitio/domain'
import { auditPlan } from '../audit/auditPlan.ts'
import { ripened, weightToAccept } from '../draw/poolAccount.ts'
import type { PoolView } from '../pool/poolView.ts'
import { stakeOf } from './auditTurn.ts'
import type { TaskNode } from './duty.ts'

/** A machine of a provider, and whether it could take a task now. */
export type PoolMachine = Omit<TaskNode, 'nodeId'> & { readonly provider: string; readonly state: 'free' | 'rented' | 'away' }

/**
 * Why a provider cannot take a task: it is out after faults, its stake is younger than an hour or locked in other tasks, no machine of it has the class and the memory, or all that do are away or rented.
 */
export const takerStates = ['able', 'out', 'young', 'locked', 'unfit', 'away', 'rented'] as const
/** The terms of a batch on which its takers depend. */
type WantedTask = { readonly batch: Pick<TaskBatch, 'submitter' | 'chunks' | 'reward' | 'classMask' | 'minVramGib' | 'minTier'> }

/** Whether a provider can take a task, or why not. */
export type TakerState = (typeof takerStates)[number]

/** Returns how many providers with a stake can take a new task of a batch at a time, and why the others cannot. Leaves out its submitter. */
export function takersOf(
  batch: WantedTask,
  { view, at, machines }: { readonly view: Pick<PoolView, 'accounts'>; readonly at: number; readonly machines: readonly PoolMachine[] },
): Readonly<Record<TakerState, number>> {
  const counts = Object.fromEntries(takerStates.map((state) => [state, 0])) as Record<TakerState, number>
  const byProvider = Map.groupBy(machines, ({ provider }) => provider)
  for (const [provider, stored] of view.accounts) {
    const { account } = ripened(stored, BigInt(at))
    if (provider === batch.batch.submitter || account.bonded + account.young === 0n) continue
    counts[stateOf(batch, { account, at, machines: byProvider.get(provider) ?? [] })] += 1
  }
  return counts
}

type Taking = { readonly account: ReturnType<typeof ripened>['account']; readonly at: number; readonly machines: readonly PoolMachine[] }

function stateOf(batch: WantedTask, { account, at, machines }: Taking): TakerState {
  const { shape } = auditPlan({ chunks: batch.batch.chunks, streak: 0 })
  if (BigInt(at) < account.outUntil) return 'out'
  if (account.bonded === 0n) return 'young'
  if (weightToAccept(account, { shape, atSeconds: BigInt(at) }) < stakeOf(batch, 0)) return 'locked'
  const { classMask, minVramGib, minTier } = batch.batch
  const fitting = machines.filter((one) => ((classMask >> BigInt(one.classId)) & 1n) === 1n && one.vramGib >= minVramGib && one.tier >= minTier)
  if (fitting.length === 0) return 'unfit'
  if (fitting.some(({ state }) => state === 'free')) return 'able'
  return fitting.some(({ state }) => state === 'rented') ? 'rented' : 'away'
}

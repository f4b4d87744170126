import type { TaskBatch } from '@infinitio/domain'
import { auditPlan } from '../audit/auditPlan.ts'
import { ripened, weightToAccept } from '../draw/poolAccount.ts'
import type { PoolView } from '../pool/poolView.ts'
import { stakeOf } from './auditTurn.ts'
import type { TaskNode } from './duty.ts'

/** A machine of a provider, with the facts that decide whether it could take a task now. */
export type PoolMachine = Omit<TaskNode, 'nodeId'> & {
  readonly provider: string
  readonly state: 'free' | 'rented' | 'away'
  /** The fingerprints that its agent reported. */
  readonly fingerprints?: readonly string[] | null
}

/**
 * Whether a provider could take a task.
 * - `able`: it can take the task.
 * - `out`: it is excluded after faults.
 * - `young`: all its stake is younger than an hour.
 * - `locked`: other tasks lock its stake.
 * - `unfit`: none of its machines has the wanted class, memory, tier and fingerprint.
 * - `away`: none of the machines that fit responds.
 * - `rented`: none of the machines that fit is free, and at least one is rented.
 */
export const takerStates = ['able', 'out', 'young', 'locked', 'unfit', 'away', 'rented'] as const
/** The terms of a batch (tasks that one submitter ordered together) that decide which providers can take its tasks. */
type WantedTask = {
  readonly batch: Pick<TaskBatch, 'submitter' | 'chunks' | 'reward' | 'classMask' | 'minVramGib' | 'minTier'>
  /** The fingerprint of a Blender or a model that a machine must have. */
  readonly fingerprint?: string | undefined
}

/** Whether a provider can take a task, or why not. */
export type TakerState = (typeof takerStates)[number]

/** Returns the number of providers with a stake in each state for a new task of a batch at the Unix second `at`. The batch's submitter is not counted. */
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
  const fitting = machines.filter(
    (one) => ((classMask >> BigInt(one.classId)) & 1n) === 1n && one.vramGib >= minVramGib && one.tier >= minTier && has(one, batch),
  )
  if (fitting.length === 0) return 'unfit'
  if (fitting.some(({ state }) => state === 'free')) return 'able'
  return fitting.some(({ state }) => state === 'rented') ? 'rented' : 'away'
}

function has({ fingerprints }: PoolMachine, { fingerprint }: WantedTask): boolean {
  return fingerprint === undefined || (fingerprints?.includes(fingerprint) ?? false)
}

import { auditPlan, type AuditPlan } from '../audit/auditPlan.ts'
import type { TaskMoney } from '../money/settleTask.ts'
import { type Counts, emptyCounts } from './counts.ts'
import { createDraws, type Draws } from './createDraws.ts'
import { makeMembers, type Member } from './members.ts'
import type { PoolSettings } from './settings.ts'

const reward = 1_000_000n
/** The pay of an audit, or of a further run in a dispute, in basis points of the reward for the same number of chunks: 120 %. */
const runPayBps = 12_000n

/** The state of a simulated task pool. `now` is the number of the current block; a block takes 2 s. */
export type Pool = {
  readonly settings: PoolSettings
  readonly plan: AuditPlan
  readonly money: TaskMoney
  readonly members: readonly Member[]
  readonly draws: Draws
  readonly counts: Counts
  now: number
  readonly due: Map<number, (() => void)[]>
}

/** Opens a simulated pool at block 0. A reward is a million units, so that profits can be stated in millionths of a reward. */
export function openPool(settings: PoolSettings): Pool {
  const rules = auditPlan({ chunks: settings.chunks, streak: settings.streak })
  const plan = settings.stakeTimes === null ? rules : { ...rules, stakeTimes: settings.stakeTimes }
  const runPay = (reward * BigInt(plan.sampled) * runPayBps) / (BigInt(settings.chunks) * 10_000n)
  const draws = createDraws(settings.seed)
  return {
    ...{ settings, plan, members: makeMembers(settings, draws), draws, counts: emptyCounts(), now: 0, due: new Map() },
    money: { reward, tip: 0n, verifyShare: 2n * runPay, runPay, stake: reward * plan.stakeTimes },
  }
}

/** Schedules a function of the simulation for a later block, at least one block from now. */
export function later(pool: Pool, inBlocks: number, act: () => void): void {
  const at = pool.now + Math.max(1, inBlocks)
  const acts = pool.due.get(at)
  if (acts === undefined) pool.due.set(at, [act])
  else acts.push(act)
}

/** Runs the functions that are scheduled for this block, and goes to the next block. */
export function endBlock(pool: Pool): void {
  for (const act of pool.due.get(pool.now) ?? []) act()
  pool.due.delete(pool.now)
  pool.now += 1
}

import { secondAudit } from '../audit/auditPlan.ts'
import { blocksPerStep } from '../draw/dueStep.ts'
import { settleTask, type TaskOutcome } from '../money/settleTask.ts'
import { askRuns } from './askRuns.ts'
import { countTask, reportOf } from './counts.ts'
import { stepOfDraw } from './createDraws.ts'
import { drawRun } from './drawRun.ts'
import { bondStakes, type Member, stakesToAccept, taskStakes } from './members.ts'
import { endBlock, later, openPool, type Pool } from './pool.ts'
import type { PoolReport, PoolSettings } from './settings.ts'

/** The worker's cost to calculate a task, in millionths of the reward: four fifths of it. */
const workCost = 800_000
/** Waiting times in blocks of 2 s. A split task runs for 60 s, an unsplit one for 600 s. For 10 min after it was revealed, a result can be contradicted. */
const blocks = { split: 30, whole: 300, fetch: 30, objection: 300, mostWait: 200, retry: 10 } as const
const mostTasksABlock = 8
/** After this many blocks in which nobody took a new task, the simulation ends, because nobody can take one. */
const mostIdle = 5_000

/**
 * Simulates a task pool. Submits tasks until honest accounts have as much of their bonds in tasks as the settings ask for. Accounts that are selected at random
 * accept the tasks. Audits and disputes follow the rules of this package, and stakes stay locked as long as in the real pool. The same settings give the same
 * report. Not simulated: unequal bonds, classes of machines, and streaks that grow.
 */
export function simulatePool(settings: PoolSettings): PoolReport {
  const pool = openPool(settings)
  const all = settings.warmUp + settings.tasks
  let taken = 0
  for (let idle = 0; taken < all && idle < mostIdle; idle += 1) {
    const wanted = roomForTasks(pool)
    for (let task = 0; task < wanted && taken < all; task += 1) {
      if (!takeTask(pool, { isCounted: taken >= settings.warmUp })) break
      taken += 1
      idle = 0
    }
    endBlock(pool)
  }
  // Tasks that are still open run to their end, so that each counted task has a result.
  while (pool.due.size > 0) endBlock(pool)
  return reportOf(pool.counts)
}

/**
 * Returns how many tasks to submit in this block to reach the load of honest accounts that the settings ask for: at most `mostTasksABlock`, because real tasks
 * do not come all at once.
 */
function roomForTasks({ settings, members, plan, counts }: Pool): number {
  const answering = members.filter((it) => it.cheats === null && !it.isAbsent)
  const most = answering.length * taskStakes[plan.shape]
  const inTasks = answering.reduce((sum, it) => sum + it.inTasks, 0)
  counts.loadSum += most === 0 ? 0 : (inTasks * 10_000) / most
  counts.loadCount += 1
  return Math.min(mostTasksABlock, Math.max(0, Math.ceil((most * settings.loadBps) / 10_000) - inTasks))
}

/**
 * Selects the worker of a task: the account that may accept it in the earliest step. If several accounts may in the same step, selects one of them at random.
 * Returns true if an account accepted the task.
 */
function takeTask(pool: Pool, { isCounted }: { isCounted: boolean }): boolean {
  const { members, draws, plan, settings } = pool
  const total = members.length * bondStakes
  let first: { worker: Member; step: number; equal: number } | null = null
  for (const member of members) {
    const weight = stakesToAccept(member, plan.shape)
    if (member.isAbsent || weight === 0 || !mayTake(member, settings)) continue
    const step = stepOfDraw(draws.next(), { weight, total })
    if (first === null || step < first.step) first = { worker: member, step, equal: 1 }
    else if (step === first.step) {
      first.equal += 1
      if (draws.below(first.equal) === 0) first.worker = member
    }
  }
  if (first === null) return false
  const { worker, step } = first
  worker.locked += 1
  worker.inTasks += 1
  const since = pool.now + step * blocksPerStep + blocks[plan.shape]
  later(pool, since - pool.now, () => auditTask(pool, { worker, isCounted, since }))
  return true
}

function mayTake({ cheats, inTasks }: Member, { cheatLoadBps }: PoolSettings): boolean {
  return cheats === null || (inTasks + 1) * 10_000 <= bondStakes * cheatLoadBps
}

type Committed = { readonly worker: Member; readonly isCounted: boolean; readonly since: number }

/**
 * Audits a task after the worker committed to its result, if a random number selects the task for an audit. If there is no auditor for 200 blocks, the result
 * is accepted without an audit.
 */
function auditTask(pool: Pool, task: Committed): void {
  if (pool.draws.happens(pool.plan.chance)) findAuditor(pool, task)
  else endTask(pool, task, { outcome: { kind: 'accepted', auditors: 0 } })
}

function findAuditor(pool: Pool, task: Committed): void {
  const first = drawRun(pool, [task.worker])
  if (first !== null) audit(pool, task, first)
  else if (pool.now - task.since < blocks.mostWait) later(pool, blocks.retry, () => findAuditor(pool, task))
  else endTask(pool, task, { outcome: { kind: 'accepted', auditors: 0 }, isUnaudited: true })
}

function audit(pool: Pool, task: Committed, first: Member): void {
  const { plan, draws, settings } = pool
  const second = draws.happens(secondAudit) ? drawRun(pool, [task.worker, first]) : null
  const auditors = second === null ? [first] : [first, second]
  for (const it of auditors) it.locked += 1
  later(pool, blocksPerStep + blocks.fetch + Math.ceil((blocks[plan.shape] * plan.sampled) / settings.chunks), () => {
    for (const it of auditors) it.locked -= 1
    const judged = askRuns(pool, { worker: task.worker, auditors, faked: task.worker.cheats === null ? 0 : settings.faked })
    endTask(pool, task, { ...judged, auditors })
  })
}

type Ended = {
  readonly outcome: TaskOutcome
  readonly loser?: Member | null
  readonly runs?: number
  readonly auditors?: readonly Member[]
  readonly isUnaudited?: boolean
}

function endTask(pool: Pool, { worker, isCounted }: Committed, { outcome, loser = null, runs = 0, auditors = [], isUnaudited = false }: Ended): void {
  const { money, settings, counts, plan } = pool
  later(pool, blocks.objection, () => {
    worker.locked -= 1
    worker.inTasks -= 1
  })
  if (loser !== null && loser.cheats !== null && !settings.cheatsStay) loser.isAbsent = true
  if (!isCounted) return
  const isCheat = worker.cheats !== null
  const faked = isCheat ? settings.faked : 0
  // A loser that had appealed loses a second stake.
  const appeal = outcome.kind === 'worker lost' && outcome.appealed ? money.stake : 0n
  countTask(counts, {
    ...{ isCheat, faked, chunks: settings.chunks, isUnaudited, isAccepted: outcome.kind !== 'worker lost' && outcome.kind !== 'undecided' },
    ...{ audits: auditors.length, auditsByCheats: auditors.filter((it) => it.cheats !== null).length },
    ...{ checkedChunks: (auditors.length + runs) * plan.sampled, hasHonestLoser: loser !== null && loser.cheats === null },
    profit: Number(settleTask(money, outcome).worker - money.stake - appeal) - (workCost * (settings.chunks - faked)) / settings.chunks,
  })
}

import type { PoolReport } from './settings.ts'

/** The running totals of a simulation. */
export type Counts = {
  honestTasks: number
  fakedTasks: number
  caught: number
  chunks: number
  wrongChunks: number
  audits: number
  auditsByCheats: number
  unaudited: number
  honestLosses: number
  checkedChunks: number
  honestProfit: number
  cheatProfit: number
  loadSum: number
  loadCount: number
}

/** One ended task, as the totals of a simulation count it. The profit is the worker's, in millionths of a reward. */
export type CountedTask = {
  readonly isCheat: boolean
  readonly faked: number
  readonly chunks: number
  readonly isAccepted: boolean
  readonly isUnaudited: boolean
  readonly audits: number
  readonly auditsByCheats: number
  readonly checkedChunks: number
  readonly hasHonestLoser: boolean
  readonly profit: number
}

/** Returns counts of nothing. */
export function emptyCounts(): Counts {
  return {
    ...{ honestTasks: 0, fakedTasks: 0, caught: 0, chunks: 0, wrongChunks: 0, audits: 0, auditsByCheats: 0, unaudited: 0 },
    ...{ honestLosses: 0, checkedChunks: 0, honestProfit: 0, cheatProfit: 0, loadSum: 0, loadCount: 0 },
  }
}

/** Adds an ended task. */
export function countTask(counts: Counts, task: CountedTask): void {
  counts.chunks += task.chunks
  counts.audits += task.audits
  counts.auditsByCheats += task.auditsByCheats
  counts.checkedChunks += task.checkedChunks
  if (task.isUnaudited) counts.unaudited += 1
  if (task.hasHonestLoser) counts.honestLosses += 1
  if (!task.isCheat) {
    counts.honestTasks += 1
    counts.honestProfit += task.profit
    return
  }
  counts.fakedTasks += 1
  counts.cheatProfit += task.profit
  if (task.isAccepted) counts.wrongChunks += task.faked
  else counts.caught += 1
}

/** Returns the report of a simulation from its totals. Each profit is a mean over its kind of tasks, or 0 if there are none. */
export function reportOf(counts: Counts): PoolReport {
  const { honestTasks, fakedTasks, loadSum, loadCount, honestProfit, cheatProfit, ...rest } = counts
  return {
    ...rest,
    ...{ tasks: honestTasks + fakedTasks, fakedTasks },
    reachedLoadBps: loadCount === 0 ? 0 : Math.round(loadSum / loadCount),
    honestProfit: honestTasks === 0 ? 0 : honestProfit / honestTasks,
    cheatProfit: fakedTasks === 0 ? 0 : cheatProfit / fakedTasks,
  }
}

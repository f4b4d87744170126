import type { Address } from '@infinitio/domain'
import type { PoolBatchView } from '@infinitio/tasks'

/**
 * Counts the tasks that this agent took to check but could not calculate, by submitter, and avoids these submitters for a time. A checker without an answer
 * loses a part of its stake.
 */
export type FailedRuns = {
  /** Records a failed run by its name, once. */
  readonly note: (failed: { readonly batch: PoolBatchView; readonly run: string }) => void
  /** Returns true while this agent takes no checks of tasks of a submitter. */
  readonly isAvoided: (submitter: Address) => boolean
}

/** The agent avoids a submitter for this many milliseconds after the first failed run, and twice as long after each further one, up to `mostMs`. */
const firstMs = 600_000
const mostMs = 86_400_000
const mostSubmitters = 1_000
const mostRuns = 1_000

/**
 * Creates the record, which is in memory only. A submitter that is also the worker of its tasks can make inputs that no other machine can calculate, so that
 * checkers lose stakes. With this record, each account of such a submitter can do that to this agent only a few times a day.
 */
export function createFailedRuns(nowMs: () => number = () => performance.now()): FailedRuns {
  const bySubmitter = new Map<Address, { readonly until: number; readonly nextMs: number }>()
  const noted = new Set<string>()
  return {
    note({ batch, run }) {
      if (noted.has(run)) return
      noted.add(run)
      for (const old of [...noted].slice(0, Math.max(0, noted.size - mostRuns))) noted.delete(old)
      const { submitter } = batch.batch
      const { nextMs } = bySubmitter.get(submitter) ?? { nextMs: firstMs }
      bySubmitter.delete(submitter)
      bySubmitter.set(submitter, { until: nowMs() + nextMs, nextMs: Math.min(mostMs, 2 * nextMs) })
      for (const old of [...bySubmitter.keys()].slice(0, Math.max(0, bySubmitter.size - mostSubmitters))) bySubmitter.delete(old)
    },
    isAvoided: (submitter) => (bySubmitter.get(submitter)?.until ?? Number.NEGATIVE_INFINITY) > nowMs(),
  }
}

import type { BatchDetailWire, JobWire } from '@infinitio/domain/wire'
import type { StepParts } from '@infinitio/sdk/pool'
import { chunkCells } from '#web/features/jobs/chunkStates.ts'
import { wholeStep } from '#web/features/jobs/wholeStep.ts'

/**
 * Sums over all batches of tasks of a job. `chunks`, `done` and `running` are numbers of chunks; they count each task once, in the newest batch that contains
 * it. `checks` counts all checks of results, and `agreed` those that confirmed the result. `paid` and `locked` are in base units of PToken: `locked` is the most
 * that tasks which have not ended can still cost.
 */
export type JobTotals = {
  readonly chunks: number
  readonly done: number
  readonly running: number
  readonly paid: bigint
  readonly locked: bigint
  readonly checks: number
  readonly agreed: number
  readonly caught: number
  readonly providers: number
}

type Steps = Pick<JobWire, 'account' | 'tasks'> & { readonly steps: readonly StepParts[] }

/** Returns the sums over the batches of tasks of a job. `paid` includes the payments for work and for checks, and the base fees. */
export function jobTotals({ account, tasks, steps }: Steps, batches: readonly BatchDetailWire[]): JobTotals {
  const now = steps.flatMap((step) => wholeStep(step, batches) ?? []).map((batch) => ({ batch, cells: chunkCells(batch) }))
  const planned = steps.reduce((sum, step) => {
    const chunks = wholeStep(step, batches)?.chunks ?? tasks[step.step]?.plan?.batch.chunks ?? 0
    return sum + step.tasks * chunks
  }, 0)
  const count = (states: readonly string[]) =>
    now.reduce((sum, { batch, cells }) => {
      const size = cells.at(0)?.chunk === null ? batch.chunks : 1
      return sum + size * cells.filter(({ state }) => states.includes(state)).length
    }, 0)
  const all = batches.flatMap(({ items }) => items)
  const runs = all.flatMap(({ runs: of }) => of)
  const payments = all.flatMap(({ payments: of }) => of).filter((one) => one.account !== account)
  return {
    ...{ chunks: planned, done: count(['done', 'checked']), running: count(['running', 'checking']) },
    paid: [...payments.map(({ amount }) => amount), ...batches.map(({ baseFee }) => baseFee)].reduce((sum, amount) => sum + BigInt(amount), 0n),
    locked: batches.reduce((sum, batch) => sum + lockedOf(batch), 0n),
    ...{ checks: runs.filter(({ state }) => state !== 'empty').length, agreed: runs.filter(({ agrees }) => agrees === true).length },
    caught: all.filter(({ dispute }) => dispute?.verdict === 'worker wrong').length,
    providers: new Set([...all.flatMap(({ worker }) => worker ?? []), ...runs.flatMap(({ account: one }) => one ?? [])]).size,
  }
}

/** Returns the part of a batch's money that the pool still locks: that of the tasks which have not ended. */
function lockedOf({ escrow, tasks, counts }: Pick<BatchDetailWire, 'escrow' | 'tasks' | 'counts'>): bigint {
  const ended = counts.accepted + counts.decided + counts.refunded
  return (BigInt(escrow) * BigInt(tasks - ended)) / BigInt(tasks)
}

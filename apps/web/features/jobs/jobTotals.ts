import type { BatchDetailWire, JobWire } from '@infinitio/domain/wire'
import { chunkCells } from '#web/features/jobs/chunkStates.ts'

/** Sums over the batches of a job. `chunks`, `done` and `running` count only the present batch of each step; `paid` is in base units of PToken. */
export type JobTotals = {
  readonly chunks: number
  readonly done: number
  readonly running: number
  readonly paid: bigint
  readonly checks: number
  readonly agreed: number
  readonly caught: number
  readonly providers: number
}

/** Returns the sums over the batches of a job. `paid` contains the payments of workers and checks, and the base fees. */
export function jobTotals({ account, tasks }: Pick<JobWire, 'account' | 'tasks'>, batches: readonly BatchDetailWire[]): JobTotals {
  const present = new Set(Object.values(tasks).flatMap(({ plan }) => plan?.batchId ?? []))
  const planned = Object.values(tasks).reduce((sum, { plan }) => sum + (plan === null ? 0 : plan.batch.count * plan.batch.chunks), 0)
  const now = batches.filter(({ batchId }) => present.has(batchId)).map((batch) => ({ batch, cells: chunkCells(batch) }))
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
    ...{ checks: runs.filter(({ state }) => state !== 'empty').length, agreed: runs.filter(({ agrees }) => agrees === true).length },
    caught: all.filter(({ dispute }) => dispute?.verdict === 'worker wrong').length,
    providers: new Set([...all.flatMap(({ worker }) => worker ?? []), ...runs.flatMap(({ account: one }) => one ?? [])]).size,
  }
}

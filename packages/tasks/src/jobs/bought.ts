import type { Hex32 } from '@infinitio/domain'

/**
 * A batch (tasks that were ordered together in the pool) that a step of a job has bought. The first batch of a step buys all tasks, and a later one buys some
 * of them again. `tasks` has, for each task of this batch, its number in the first batch.
 */
export type BoughtBatch = { readonly batchId: Hex32; readonly tasks: readonly number[] }

/**
 * The batches that a step of a job has bought before, oldest first, if it must buy some tasks again. `input` is the input of the first batch. `missing` are the
 * tasks that still lack a result; the next batch buys these.
 */
export type Bought = { readonly input: Hex32; readonly batches: readonly BoughtBatch[]; readonly missing: readonly number[] }

/** A step of a job that has bought a batch. */
export type BoughtStep = {
  readonly plan: { readonly batchId: Hex32; readonly input: Hex32; readonly batch: { readonly count: number } }
  readonly bought?: Bought | undefined
}

/** Returns all batches of a step, the present one last. If a task is in several batches, the result in the newest of them counts. */
export function batchesOfStep({ plan, bought }: BoughtStep): readonly BoughtBatch[] {
  const tasks = bought?.missing ?? Array.from({ length: plan.batch.count }, (_, index) => index)
  return [...(bought?.batches ?? []), { batchId: plan.batchId, tasks }]
}

/** Returns the input of the first batch of a step. All later batches of the step calculate tasks of the same input. */
export function inputOfStep({ plan, bought }: BoughtStep): Hex32 {
  return bought?.input ?? plan.input
}

/** Returns what a step has bought, after the results of the tasks in `lost` turned out to be missing. The results of all other tasks remain valid. */
export function boughtAfter(step: BoughtStep, lost: readonly number[]): Bought {
  return { input: inputOfStep(step), batches: batchesOfStep(step), missing: lost.toSorted((one, other) => one - other) }
}

/** Returns true if all numbers in `lost` are tasks of the step, and no number occurs twice. Returns false for an empty list. */
export function areTasksOf(step: BoughtStep, lost: readonly number[]): boolean {
  const all = new Set(batchesOfStep(step)[0]?.tasks)
  return lost.length > 0 && new Set(lost).size === lost.length && lost.every((number) => all.has(number))
}

/** Returns, for each batch of a step, which of its tasks (by index) give the step their results. The tasks in `missing` have no result now. */
export function usedTasks(batches: readonly BoughtBatch[], missing: readonly number[] = []): ReadonlyMap<Hex32, ReadonlySet<number>> {
  const newest = new Map<number, Hex32>()
  for (const { batchId, tasks } of batches) for (const number of tasks) newest.set(number, batchId)
  for (const number of missing) newest.delete(number)
  const used = batches.map(({ batchId, tasks }) => {
    const indexes = tasks.flatMap((number, index) => (newest.get(number) === batchId ? [index] : []))
    return [batchId, new Set(indexes)] as const
  })
  return new Map(used)
}

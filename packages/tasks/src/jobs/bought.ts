import type { Hex32 } from '@infinitio/domain'

/** A batch of a step. `tasks` are the numbers that its tasks have in the first batch of the step. */
export type BoughtBatch = { readonly batchId: Hex32; readonly tasks: readonly number[] }

/** The batches of a step that has some results, oldest first. `input` is the input of the first one, and the next batch buys the tasks in `missing` again. */
export type Bought = { readonly input: Hex32; readonly batches: readonly BoughtBatch[]; readonly missing: readonly number[] }

/** A step that has a batch. */
export type BoughtStep = {
  readonly plan: { readonly batchId: Hex32; readonly input: Hex32; readonly batch: { readonly count: number } }
  readonly bought?: Bought | undefined
}

/** Returns the batches of a step, the present one last. The newest batch that has a task decides about it. */
export function batchesOfStep({ plan, bought }: BoughtStep): readonly BoughtBatch[] {
  const tasks = bought?.missing ?? Array.from({ length: plan.batch.count }, (_, index) => index)
  return [...(bought?.batches ?? []), { batchId: plan.batchId, tasks }]
}

/** Returns the input of the first batch of a step, which all its batches are of. */
export function inputOfStep({ plan, bought }: BoughtStep): Hex32 {
  return bought?.input ?? plan.input
}

/** Returns a step after some of its tasks were lost. The results of all others remain. */
export function boughtAfter(step: BoughtStep, lost: readonly number[]): Bought {
  return { input: inputOfStep(step), batches: batchesOfStep(step), missing: lost.toSorted((one, other) => one - other) }
}

/** Returns whether these are tasks of a step, each once. */
export function areTasksOf(step: BoughtStep, lost: readonly number[]): boolean {
  const all = new Set(batchesOfStep(step)[0]?.tasks)
  return lost.length > 0 && new Set(lost).size === lost.length && lost.every((number) => all.has(number))
}

/** Returns which tasks of each batch still give the result of a step, by their index in the batch. `missing` tasks have none now. */
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

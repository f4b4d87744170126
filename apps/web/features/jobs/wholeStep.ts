import type { BatchDetailWire } from '@infinitio/domain/wire'
import type { StepParts } from '@infinitio/sdk/pool'

/**
 * Merges the batches of a step into one batch with all tasks of the step. A job may submit several batches for one step, for example after a retry; each task
 * is taken from the newest batch that has it. Returns null before the task pool has a batch of the step.
 */
export function wholeStep({ tasks, batches }: StepParts, found: readonly BatchDetailWire[]): BatchDetailWire | null {
  const parts = batches.flatMap(({ batchId, used, tasks: numbers }) => {
    const batch = found.find((one) => one.batchId === batchId)
    return batch === undefined ? [] : [{ batch, used, numbers }]
  })
  const newest = parts.at(-1)?.batch
  if (newest === undefined) return null
  const items = parts.flatMap(({ batch, used, numbers }) =>
    batch.items.filter(({ index }) => used.has(index)).map((task) => ({ ...task, index: numbers[task.index] ?? task.index })),
  )
  return { ...newest, tasks, items: items.toSorted((one, other) => one.index - other.index) }
}

import type { BoughtBatch, PoolBatchView, PoolTaskState, PoolTaskView, PoolView } from '@infinitio/tasks'

/** A result that stands, and the batch that it is of. */
export type ShownTask = { readonly batch: PoolBatchView; readonly task: PoolTaskView }

/** How far a step of a job is in the pool. */
export type StepProgress =
  | { readonly kind: 'running'; readonly shown: number; readonly states: readonly PoolTaskState[] }
  /** All results stand, by the number of the task. They can still be disputed until they are paid. */
  | { readonly kind: 'shown'; readonly tasks: readonly ShownTask[] }
  /** These tasks ended without a result, and each other one stands. `code` is what the workers of one of them gave as their reason, if they did. */
  | { readonly kind: 'lost'; readonly lost: readonly number[]; readonly total: number; readonly code: number | null }

/** Codes below this are the submitter's fault, so another batch would fail in the same way. */
export const firstLimitCode = 200

type Stand = { readonly kind: 'open'; readonly state: PoolTaskState } | ({ readonly kind: 'shown' } & ShownTask) | Lost
type Lost = { readonly kind: 'lost'; readonly code: number | null }

const shownStates: ReadonlySet<PoolTaskState> = new Set(['revealed', 'unaudited', 'accepted'])

/**
 * Returns how far a step is. The newest batch that has a task decides about it. A result stands once its worker showed it and no dispute about it is open. A step with a lost task waits for its other ones, unless a task was lost by the submitter's fault.
 */
export function stepProgress({ batches }: Pick<PoolView, 'batches'>, bought: readonly BoughtBatch[]): StepProgress {
  const newest = new Map<number, Stand>()
  for (const { batchId, tasks } of bought)
    for (const [index, number] of tasks.entries()) {
      const batch = batches.get(batchId)
      newest.set(number, batch === undefined ? { kind: 'open', state: 'open' } : standOf(batch, index))
    }
  const all = [...newest].toSorted(([one], [other]) => one - other)
  const lost = all.flatMap(([number, stand]) => (stand.kind === 'lost' ? [{ number, code: stand.code }] : []))
  const fault = lost.find(({ code }) => code !== null && code < firstLimitCode)
  const open = all.flatMap(([, stand]) => (stand.kind === 'open' ? [stand.state] : []))
  const shown = all.flatMap(([, stand]) => (stand.kind === 'shown' ? [stand] : []))
  if (open.length > 0 && fault === undefined) return { kind: 'running', shown: shown.length, states: open }
  if (lost.length === 0) return { kind: 'shown', tasks: shown }
  const code = fault?.code ?? lost.find((one) => one.code !== null)?.code ?? null
  return { kind: 'lost', lost: lost.map(({ number }) => number), total: all.length, code }
}

function standOf(batch: PoolBatchView, index: number): Stand {
  const task = batch.tasks.get(index)
  // A stopped batch pays back each task that nobody has.
  if (task === undefined || task.state === 'open') return batch.stopped ? { kind: 'lost', code: null } : { kind: 'open', state: 'open' }
  // A worker that lost may appeal for a day, and its submitter need not wait: the money comes back either way if the verdict stands.
  const isWrong = task.state === 'judged' && task.dispute?.verdict === 'worker wrong'
  if (isWrong || task.state === 'decided' || task.state === 'refunded') return { kind: 'lost', code: task.failures.at(-1)?.code ?? null }
  return shownStates.has(task.state) ? { kind: 'shown', batch, task } : { kind: 'open', state: task.state }
}

import type { BoughtBatch, PoolBatchView, PoolTaskState, PoolTaskView, PoolView } from '@infinitio/tasks'

/** A pool task with a valid result, and the batch that contains it. */
export type ShownTask = { readonly batch: PoolBatchView; readonly task: PoolTaskView }

/** The progress of one step of a job. A step consists of one or more pool tasks. */
export type StepProgress =
  | { readonly kind: 'running'; readonly shown: number; readonly states: readonly PoolTaskState[] }
  /** All pool tasks of the step have a valid result; `tasks` lists them by their number in the step. Until the results are paid, they can still be disputed. */
  | { readonly kind: 'shown'; readonly tasks: readonly ShownTask[] }
  /**
   * Some pool tasks of the step ended without a result: those with the numbers in `lost`. `code` is the failure code of one of these tasks, or null if no
   * worker gave one.
   */
  | { readonly kind: 'lost'; readonly lost: readonly number[]; readonly total: number; readonly code: number | null }

/** Failure codes of workers below this number are faults of the submitter, so another batch would fail in the same way. Other codes are not. */
export const firstLimitCode = 200

type Stand = { readonly kind: 'open'; readonly state: PoolTaskState } | ({ readonly kind: 'shown' } & ShownTask) | Lost
type Lost = { readonly kind: 'lost'; readonly code: number | null }

/** The runs of a task with a lower number are its audits. */
const firstDisputePlace = 2
const shownStates: ReadonlySet<PoolTaskState> = new Set(['revealed', 'unaudited', 'accepted'])

/**
 * Returns the progress of one step of a job. The step consists of numbered pool tasks, which later batches may repeat; for each number, only the newest batch
 * counts. A result is valid once its worker has revealed it and each auditor has shown its answer, unless a dispute about it is open. An auditor that stays
 * silent for an hour loses its stake, and the result counts without it. A pool task that ended without a result ends the step only when
 * no other pool task of the step is running, or at once if the submitter caused its failure.
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
  // A stopped batch refunds each pool task that no worker has accepted.
  if (task === undefined || task.state === 'open') return batch.stopped ? { kind: 'lost', code: null } : { kind: 'open', state: 'open' }
  // A worker that lost a dispute may appeal for a day. The submitter need not wait for that, because it gets its money back unless the appeal succeeds.
  const isWrong = task.state === 'judged' && task.dispute?.verdict === 'worker wrong'
  if (isWrong || task.state === 'decided' || task.state === 'refunded') return { kind: 'lost', code: task.failures.at(-1)?.code ?? null }
  // The answer of an auditor may differ: seconds after the reveal, it can begin a dispute.
  const isAwaited = task.state === 'revealed' && [...task.runs].some(([place, { state }]) => place < firstDisputePlace && state === 'answered')
  return shownStates.has(task.state) && !isAwaited ? { kind: 'shown', batch, task } : { kind: 'open', state: task.state }
}

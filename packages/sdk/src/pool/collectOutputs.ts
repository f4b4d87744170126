import { type Hex32, zeroAddress } from '@infinitio/domain'
import { chunkRoot, type PoolBatchView, type PoolTaskView } from '@infinitio/tasks'
import { openOutputs, outputHash } from './sealedOutputs.ts'

/** A stored result is not the one that the worker committed to. */
export class WrongResultError extends Error {
  override readonly name = 'WrongResultError'
  readonly taskId: Hex32

  constructor(taskId: Hex32, message: string) {
    super(message)
    this.taskId = taskId
  }
}

/** How far a batch is. */
export type BatchProgress =
  | { readonly kind: 'running'; readonly shown: number; readonly ended: number }
  /** All results stand. They can still be disputed until they are paid. */
  | { readonly kind: 'shown'; readonly tasks: readonly PoolTaskView[] }
  /** A task ended without a result. `code` is what its workers gave as their reason, if they did. */
  | { readonly kind: 'failed'; readonly task: PoolTaskView | null; readonly code: number | null }

/** Returns how a batch stands. A result stands once its worker showed it and no dispute about it is open. */
export function progressOf(batch: PoolBatchView): BatchProgress {
  const tasks = [...batch.tasks.values()]
  // A worker that lost may appeal for a day, and its submitter need not wait: the money comes back either way if the verdict stands.
  const isLost = ({ state, dispute }: PoolTaskView) => state === 'judged' && dispute?.verdict === 'worker wrong'
  const failed = tasks.find((task) => task.state === 'decided' || task.state === 'refunded' || isLost(task))
  if (failed !== undefined) return { kind: 'failed', task: failed, code: failed.failures.at(-1)?.code ?? null }
  const shown = tasks.filter(({ state }) => ['revealed', 'unaudited', 'accepted'].includes(state))
  if (batch.stopped && tasks.length < batch.batch.count) return { kind: 'failed', task: null, code: null }
  if (shown.length === batch.batch.count) return { kind: 'shown', tasks: shown.toSorted((one, other) => one.index - other.index) }
  return { kind: 'running', shown: shown.length, ended: tasks.filter(({ state }) => state === 'accepted').length }
}

/**
 * Returns the outputs of a task, by chunk, after it checked them against the root that the worker showed. `fetchSealed` reads the stored bytes. Throws WrongResultError for other bytes, and the errors of `fetchSealed`.
 */
export async function collectOutputs(
  { batch, task }: { batch: PoolBatchView; task: PoolTaskView },
  fetchSealed: (of: { taskId: Hex32; commitment: Hex32 }) => Promise<Uint8Array>,
): Promise<readonly Uint8Array[]> {
  const { revealed, commitment, taskId } = task
  if (revealed === null || commitment === null) throw new WrongResultError(taskId, 'the worker has not shown its result yet')
  const outputs = await openOutputs(await fetchSealed({ taskId, commitment }), revealed.salt)
  const isWhole = outputs.length === batch.batch.chunks && chunkRoot(outputs.map(outputHash)) === revealed.root
  if (!isWhole && batch.batch.verifier === zeroAddress)
    throw new WrongResultError(taskId, 'the stored result has another root than the worker showed')
  return outputs
}

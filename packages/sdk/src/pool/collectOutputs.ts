import type { Hex32 } from '@infinitio/domain'
import { chunkRoot, type PoolBatchView, type PoolTaskView } from '@infinitio/tasks'
import { openOutputs, outputHash } from './sealedOutputs.ts'

/** Thrown when a stored result of a task is not the one that the worker committed to. */
export class WrongResultError extends Error {
  override readonly name = 'WrongResultError'
  readonly taskId: Hex32

  constructor(taskId: Hex32, message: string) {
    super(message)
    this.taskId = taskId
  }
}

/**
 * Returns the outputs of a task, one for each chunk of its input. Checks them against the Merkle root that the worker revealed. `fetchSealed` reads the stored
 * encrypted bytes. Throws WrongResultError if the worker has not revealed its result yet or the outputs do not match the root, and the errors of `fetchSealed`
 * and `openOutputs`.
 */
export async function collectOutputs(
  { batch, task }: { batch: PoolBatchView; task: PoolTaskView },
  fetchSealed: (of: { taskId: Hex32; commitment: Hex32 }) => Promise<Uint8Array>,
): Promise<readonly Uint8Array[]> {
  const { revealed, commitment, taskId } = task
  if (revealed === null || commitment === null) throw new WrongResultError(taskId, 'the worker has not shown its result yet')
  const outputs = await openOutputs(await fetchSealed({ taskId, commitment }), revealed.salt)
  const isWhole = outputs.length === batch.batch.chunks && chunkRoot(outputs.map(outputHash)) === revealed.root
  if (!isWhole) throw new WrongResultError(taskId, 'the stored result has another root than the worker showed')
  return outputs
}

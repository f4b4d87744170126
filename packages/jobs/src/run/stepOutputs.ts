import { InfinitioError } from '@infinitio/sdk'
import { collectOutputs, openChunk, PrivateJobError, SealedOutputsError, type ShownTask, type StepKey, WrongResultError } from '@infinitio/sdk/pool'
import { AdapterError } from '@infinitio/tasks'
import type { JobEffects } from './jobEffects.ts'

/** The outputs of the tasks of a step, and the numbers of those tasks whose outputs nobody can read (`lost`). */
export type StepOutputs = { readonly outputs: readonly (readonly Uint8Array[])[]; readonly lost: readonly number[] }

type Wanted = {
  readonly tasks: readonly ShownTask[]
  readonly step: StepKey | null
  readonly mostBytes: number
  /** Repeats a request while the market does not answer. */
  readonly answered: <Result>(step: () => Promise<Result>) => Promise<Result>
}

/**
 * Fetches the stored results of a step, one task after another, and decrypts those of a private job. Throws AdapterError for more than `mostBytes` in total,
 * because all results are in memory at once.
 */
export async function stepOutputs(
  { openResult }: Pick<JobEffects, 'openResult'>,
  { tasks, step, mostBytes, answered }: Wanted,
): Promise<StepOutputs> {
  const outputs: (readonly Uint8Array[])[] = []
  const lost: number[] = []
  let bytes = 0
  for (const [number, shown] of tasks.entries()) {
    const found = await answered(() => collectOutputs(shown, openResult))
      .then((stored) => (step === null ? stored : openAll(stored, { step, shown })))
      .catch(lostOrThrown)
    if (found === null) lost.push(number)
    bytes += (found ?? []).reduce((sum, { length }) => sum + length, 0)
    if (bytes > mostBytes) throw new AdapterError('outputTooLarge', `the outputs have more than ${mostBytes} bytes together`)
    outputs.push(found ?? [])
  }
  return { outputs, lost }
}

/** Decrypts the outputs of a task of a private job. If a worker stored bytes that cannot be decrypted, the task has no result. */
async function openAll(stored: readonly Uint8Array[], { step, shown }: { readonly step: StepKey; readonly shown: ShownTask }) {
  const { taskId } = shown.task
  return await Promise.all(stored.map((output, chunk) => openChunk(output, { step, place: { taskId, chunk } })))
}

function lostOrThrown(error: unknown): null {
  if (
    error instanceof WrongResultError ||
    error instanceof SealedOutputsError ||
    error instanceof PrivateJobError ||
    (error instanceof InfinitioError && error.code === 'task.result_unknown')
  )
    return null
  throw error
}

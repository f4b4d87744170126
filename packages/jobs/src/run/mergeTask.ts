import { readFile } from 'node:fs/promises'
import type { Hex32 } from '@infinitio/domain'
import { collectOutputs, progressOf } from '@infinitio/sdk/pool'
import { AdapterError, type JobEvent, type PoolBatchView } from '@infinitio/tasks'
import { jobAdapterOf } from '../adapters/index.ts'
import { followBatch } from './followBatch.ts'
import type { JobEffects, JobWork } from './jobEffects.ts'
import { filesOf } from './planTask.ts'
import { untilAnswered } from './untilAnswered.ts'

type MergeRequest = {
  readonly work: JobWork
  readonly task: string
  readonly batchId: Hex32
  readonly results: Readonly<Record<string, Hex32>>
  readonly signal: AbortSignal
}

/** Joins the outputs of a batch into the result of its task on this computer, within its limits, and stores the result. */
export async function mergeTask(effects: JobEffects, { work, task, batchId, results, signal }: MergeRequest): Promise<JobEvent> {
  const definition = work.tasks[task]
  if (definition === undefined) throw new Error(`the job has no task ${task}`)
  const { adapter, show } = jobAdapterOf(definition.adapter)
  // A result can be disputed after it was shown. Then the end of the dispute decides.
  const { event, batch } = await followBatch(effects, { task, batchId, signal })
  if (event.kind !== 'revealed' || batch === undefined) return event
  const answered = <Result>(step: () => Promise<Result>) => untilAnswered(effects, { what: task, signal, step })
  const text = await answered(async () => readFile(await effects.store.fetch(batch.batch.inputRoot), 'utf8'))
  const files = await answered(() => filesOf(effects, definition.files, results))
  const { fileBytes: _, ...limits } = effects.limits
  const merged = await effects.inTurn(async () => {
    const outputs = await outputsOf(effects, batch, answered)
    return await adapter.merge({ input: adapter.parse(text), outputs, files, limits, signal })
  })
  const result = new Uint8Array(merged)
  const { extension, text: shown } = show(result)
  const file = new TextEncoder().encode(shown)
  return { kind: 'merged', task, ...(await answered(() => effects.store.keep(task, { result, extension, file }))) }
}

type Answered = <Result>(step: () => Promise<Result>) => Promise<Result>

/** Fetches the results of one task after another. All together are bounded, so that memory is. */
async function outputsOf(effects: JobEffects, batch: PoolBatchView, answered: Answered): Promise<(readonly Uint8Array[])[]> {
  const progress = progressOf(batch)
  const outputs: (readonly Uint8Array[])[] = []
  let bytes = 0
  for (const task of progress.kind === 'shown' ? progress.tasks : []) {
    const found = await answered(() => collectOutputs({ batch, task }, effects.openResult))
    bytes += found.reduce((sum, { length }) => sum + length, 0)
    if (bytes > effects.limits.outputBytes)
      throw new AdapterError('outputTooLarge', `the outputs have more than ${effects.limits.outputBytes} bytes together`)
    outputs.push(found)
  }
  return outputs
}

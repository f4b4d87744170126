import type { Hex32 } from '@infinitio/domain'
import type { BoughtBatch, JobEvent } from '@infinitio/tasks'
import { jobAdapterOf } from '../adapters/index.ts'
import { followBatch } from './followBatch.ts'
import type { JobEffects, JobWork } from './jobEffects.ts'
import { openInput } from './jobPrivacy.ts'
import { filesOf, storedNames } from './planTask.ts'
import { stepOutputs } from './stepOutputs.ts'
import { untilAnswered } from './untilAnswered.ts'

type MergeRequest = {
  readonly work: JobWork
  readonly task: string
  readonly input: Hex32
  readonly batches: readonly BoughtBatch[]
  readonly results: Readonly<Record<string, Hex32>>
  readonly signal: AbortSignal
}

/**
 * Joins the outputs of all batches of a task into its result on this computer, within its limits, and stores the result. If the store lacks the output of a
 * task, or has a different one than the worker showed on the chain, that task is bought again.
 */
export async function mergeTask(effects: JobEffects, { work, task, input, batches, results, signal }: MergeRequest): Promise<JobEvent> {
  const definition = work.tasks[task]
  if (definition === undefined) throw new Error(`the job has no task ${task}`)
  const { adapter, show } = jobAdapterOf(definition.adapter)
  // After a worker has shown its result on the chain, others may still dispute it. This waits until no dispute can change the result any longer.
  const { event, tasks } = await followBatch(effects, { task, batches, signal })
  if (event.kind !== 'revealed') return event
  const answered = <Result>(step: () => Promise<Result>) => untilAnswered(effects, { what: task, signal, step })
  const { text, step } = await answered(() => openInput(effects, input))
  const { fileBytes: _, ...limits } = effects.limits
  const release = effects.store.hold?.(storedNames({ files: definition.files, results }))
  const merge = async () => {
    const files = await answered(() => filesOf(effects, definition.files, results))
    return await effects.inTurn(async () => {
      const { outputs, lost } = await stepOutputs(effects, { tasks, step, mostBytes: limits.outputBytes, answered })
      if (lost.length > 0) return lost
      return await adapter.merge({ input: adapter.parse(text), outputs, files, limits, signal })
    })
  }
  const merged = await merge().finally(release)
  if (!(merged instanceof Uint8Array))
    return { kind: 'failed', task, reason: `the results of ${merged.length} of ${tasks.length} tasks cannot be had`, isFinal: false, lost: merged }
  const result = new Uint8Array(merged)
  const { extension, content } = show(result)
  const file = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
  return { kind: 'merged', task, ...(await answered(() => effects.store.keep(task, { result, extension, file }))) }
}

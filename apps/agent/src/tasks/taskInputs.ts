import type { Hex32 } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { type BatchInput, type JobInput, mostInputBytes, openBatchInput, type PoolBatchView, type TaskAdapter } from '@infinitio/tasks'
import type { TaskFiles } from './taskFiles.ts'

/** The type of an adapter (program for one kind of task) for code that does not know which kind the task is. */
export type AnyAdapter = TaskAdapter<JobInput, never>

/** Whether this agent accepts tasks of a batch. It is `loading` until the agent has read the batch's input and fetched its files. */
export type Judgement = 'loading' | 'takes' | 'refuses'

/** The input of a batch, and the paths of its files on this machine once they are loaded. `judgement` states whether the agent takes tasks of the batch. */
export type TaskInput = {
  readonly loaded: Promise<BatchInput<JobInput> & { readonly adapter: AnyAdapter; readonly paths: ReadonlyMap<string, string> }>
  readonly at: number
  judgement: Judgement
}

/** The agent takes a task only if its time limit is at least 0.7 of the time that the agent estimates for it. */
const leastTime = 0.7
const refusedForMs = 60_000
const mostInputs = 1_000

/** Returns a function that loads the input of a batch of tasks once. If the agent refused the input, the function loads it again after a minute. */
export function createTaskInputs({
  adapters,
  files,
  logger,
}: {
  readonly adapters: readonly AnyAdapter[]
  readonly files: TaskFiles
  readonly logger: Logger
}): (batch: PoolBatchView) => TaskInput {
  const byDigest = new Map<Hex32, AnyAdapter>(adapters.map((adapter) => [adapter.digest, adapter]))
  const inputs = new Map<Hex32, TaskInput>()

  async function load({ batch }: PoolBatchView) {
    const adapter = byDigest.get(batch.adapter)
    if (adapter === undefined) throw new Error('this agent does not have the adapter of the batch')
    const read = async (sha256: Hex32) => new TextDecoder('utf-8', { fatal: true }).decode(await files.read({ sha256, mostBytes: mostInputBytes }))
    const { input, numberOf } = await openBatchInput(batch, { parse: adapter.parse, read })
    const paths = new Map<string, string>()
    for (const [name, file] of Object.entries(input.files)) paths.set(name, await files.pathOf(file))
    return { adapter, input, numberOf, paths }
  }

  return (batch) => {
    const known = inputs.get(batch.batchId)
    if (known !== undefined && (known.judgement !== 'refuses' || performance.now() - known.at < refusedForMs)) return known
    const own: TaskInput = { loaded: load(batch), at: performance.now(), judgement: 'loading' }
    own.loaded.then(
      ({ adapter, input }) => {
        own.judgement = Number(batch.batch.runSeconds) < leastTime * adapter.estimate(input).seconds ? 'refuses' : 'takes'
      },
      (error: unknown) => {
        own.judgement = 'refuses'
        logger.info({ err: error, batch: batch.batchId }, 'this agent takes no task of a batch')
      },
    )
    inputs.delete(batch.batchId)
    inputs.set(batch.batchId, own)
    for (const old of [...inputs.keys()].slice(0, Math.max(0, inputs.size - mostInputs))) inputs.delete(old)
    return own
  }
}

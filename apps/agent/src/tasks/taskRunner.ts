import type { Logger } from '@infinitio/process'
import type { Hex32 } from '@infinitio/domain'
import { sealChunk, type StepKey } from '@infinitio/sdk/pool'
import { AdapterError, type PoolBatchView, taskIdOf } from '@infinitio/tasks'
import { createHeldBatches, type HeldBatches } from './heldBatches.ts'
import type { OpenedFiles } from './openedFiles.ts'
import type { TaskFiles } from './taskFiles.ts'
import { type AnyAdapter, createTaskInputs, type Judgement, type LoadedInput, type TaskInput } from './taskInputs.ts'

/**
 * One calculation to run: some chunks (numbered parts) of the task `index` of a batch, with a time limit in seconds. A batch is an order of many tasks at the
 * task pool. `step` is the key of a private job: it decrypts the input and encrypts the outputs. Other jobs have none. With `givesUp`, the calculation ends
 * with the reason `tooLong` at half of its time if its finished chunks show that the time is too short.
 */
export type TaskWork = {
  readonly batch: PoolBatchView
  readonly index: number
  readonly chunks: readonly number[]
  readonly limitSeconds: number
  readonly givesUp?: boolean
  readonly step?: StepKey | null
}

/** A calculation that runs or ended. */
type Ran = { readonly outputs: Promise<ReadonlyMap<number, Uint8Array>>; readonly ended: AbortController; isOver: boolean; failure: unknown }
/** Runs calculations of tasks one after the other. */
export type TaskRunner = {
  /**
   * Decides whether this agent takes tasks of a batch. It refuses the batch in five cases: the adapter (the program for this kind of task) refuses the input,
   * the store does not have the files, the disk has no room for them, the machine lacks what the input needs, or the batch's time limit is below 0.7 of the
   * agent's own estimate. The log has the reason. Reads input and files before the agent accepts a task, so that a batch without them costs no provider a
   * stake. Reads the input of a refused batch again after a minute. For a private job, it can read only encrypted files at this time.
   */
  readonly judge: (batch: PoolBatchView) => Judgement
  readonly inputOf: (batch: PoolBatchView) => TaskInput
  readonly held: HeldBatches
  /** Starts a calculation with this name. If a calculation with this name runs or has ended, returns that calculation. */
  readonly start: (name: string, work: TaskWork) => Ran
  /** Ends a calculation that runs or waits, with the reason `Stopped`. */
  readonly end: (name: string) => void
  /** Forgets calculations that ended. */
  readonly forgetWhere: (isOld: (name: string) => boolean) => void
  /** Deletes the decrypted files of batches that are over. */
  readonly forgetOpened: (isOver: (batchId: Hex32) => boolean) => Promise<void>
  /** The number of calculations that wait or run. */
  readonly waiting: () => number
  readonly stop: () => void
}

const memoryTimes = 2
const outputTimes = 2
/** At half of its time, a calculation continues if at least this part of its chunks is finished, counting the chunk that is being calculated. */
const leastAtHalf = 0.25
/** The adapters that calculate one chunk after the other, so that the number of finished chunks shows their progress. */
const chunkByChunk = new Set(['data', 'algorithm', 'render'])

/** Thrown by a calculation that was ended, for example because its machine is rented. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

type RunnerParts = {
  readonly adapters: readonly AnyAdapter[]
  readonly files: TaskFiles
  readonly opened: OpenedFiles
  readonly niceness: number
  readonly logger: Logger
}

/**
 * Creates the runner. `niceness` is the process priority of the calculations: 19 (the lowest) for simulated machines, 0 for real ones. All machines of this
 * agent share one runner, so only one calculation runs at a time.
 */
export function createTaskRunner({ adapters, files, opened, niceness, logger }: RunnerParts): TaskRunner {
  const inputs = createTaskInputs({ adapters, files, opened, logger })
  const held = createHeldBatches({ files, inputOf: inputs.of })
  const ran = new Map<string, Ran>()
  const stopped = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  async function run(work: TaskWork, signal: AbortSignal) {
    signal.throwIfAborted()
    const { batch, step = null } = work
    const release = files.hold(Object.values((await inputs.of(batch).load(step)).input.files))
    try {
      // The second call fetches a file again that left the folder before it was held.
      return await calculate(work, { loaded: await inputs.of(batch).load(step), signal })
    } finally {
      release()
    }
  }

  async function calculate(work: TaskWork, { loaded, signal }: { readonly loaded: LoadedInput; readonly signal: AbortSignal }) {
    const { batch, index, chunks, limitSeconds, givesUp = false, step = null } = work
    const { adapter, input, numberOf, paths } = loaded
    const estimate = adapter.estimate(input)
    const limits = {
      seconds: limitSeconds,
      memoryBytes: memoryTimes * estimate.memoryBytes,
      outputBytes: outputTimes * estimate.bytesOut,
      niceness,
    }
    const half = watchHalf(givesUp && chunkByChunk.has(adapter.name) ? chunks.length : 0, limitSeconds)
    const place = { files: paths, limits, signal: AbortSignal.any([signal, stopped.signal, half.signal]), onChunk: half.onChunk }
    const outputs = await adapter.run({ input, task: numberOf(index), chunks, ...place }).finally(half.end)
    return step === null ? outputs : await sealAll(outputs, { step, taskId: taskIdOf(batch.batchId, index) })
  }

  return {
    judge: (batch) => inputs.of(batch).judgement,
    inputOf: inputs.of,
    held,
    forgetOpened: inputs.forgetOpened,
    start(name, work) {
      const known = ran.get(name)
      if (known !== undefined) return known
      waiting += 1
      const ended = new AbortController()
      const outputs = last.then(() => run(work, ended.signal))
      const own: Ran = { outputs, ended, isOver: false, failure: null }
      ran.set(name, own)
      last = outputs
        .catch((error: unknown) => {
          own.failure = error
        })
        .finally(() => {
          own.isOver = true
          waiting -= 1
        })
      return own
    },
    end: (name) => ran.get(name)?.ended.abort(new Stopped('the machine is rented')),
    forgetWhere(isOld) {
      for (const [name, { isOver }] of ran) if (isOver && isOld(name)) ran.delete(name)
    },
    waiting: () => waiting,
    stop: () => stopped.abort(),
  }
}

/**
 * Aborts `signal` with the reason `tooLong` at half of the time if so few of the chunks are finished that the others would need too long. A task of up to four
 * chunks shows too little of its progress, and is never aborted.
 */
function watchHalf(chunks: number, limitSeconds: number) {
  const late = new AbortController()
  let finished = 0
  const timer = setTimeout(() => {
    if (finished + 1 >= leastAtHalf * chunks) return
    late.abort(new AdapterError('tooLong', `Only ${finished} of ${chunks} chunks were finished after half of ${limitSeconds} s.`))
  }, limitSeconds * 500)
  const onChunk = () => {
    finished += 1
  }
  return { signal: late.signal, onChunk, end: () => clearTimeout(timer) }
}

/** Encrypts the outputs of a private task. Everything that the pool and the store get is made from the encrypted outputs. */
async function sealAll(outputs: ReadonlyMap<number, Uint8Array>, { step, taskId }: { readonly step: StepKey; readonly taskId: Hex32 }) {
  const sealed = new Map<number, Uint8Array>()
  for (const [chunk, output] of outputs) sealed.set(chunk, await sealChunk(output, { step, place: { taskId, chunk } }))
  return sealed
}

import type { Logger } from '@infinitio/process'
import type { PoolBatchView } from '@infinitio/tasks'
import type { TaskFiles } from './taskFiles.ts'
import { type AnyAdapter, createTaskInputs, type Judgement } from './taskInputs.ts'

/**
 * One calculation to run: some chunks (numbered parts) of the task `index` of a batch, with a time limit in seconds. A batch is an order of many tasks at the
 * task pool.
 */
export type TaskWork = { readonly batch: PoolBatchView; readonly index: number; readonly chunks: readonly number[]; readonly limitSeconds: number }

/** A calculation that runs or ended. */
type Ran = { readonly outputs: Promise<ReadonlyMap<number, Uint8Array>>; readonly ended: AbortController; isOver: boolean; failure: unknown }
/** Runs calculations of tasks one after the other. */
export type TaskRunner = {
  /**
   * Decides whether this agent takes tasks of a batch. It refuses the batch in three cases: the adapter (the program for this kind of task) refuses its input,
   * the store does not have its files, or its time limit is below 0.7 of the agent's own estimate. Reads input and files before the agent accepts a task, so
   * that a batch without them costs no provider a stake. Loads a refused input again after a minute.
   */
  readonly judge: (batch: PoolBatchView) => Judgement
  /** Starts a calculation under this name. If one with this name runs or has ended, returns that one. */
  readonly start: (name: string, work: TaskWork) => Ran
  /** Ends a calculation that runs or waits, with the reason `Stopped`. */
  readonly end: (name: string) => void
  /** Forgets calculations that ended. */
  readonly forgetWhere: (isOld: (name: string) => boolean) => void
  /** The number of calculations that wait or run. */
  readonly waiting: () => number
  readonly stop: () => void
}

const memoryTimes = 2
const outputTimes = 2

/** Thrown by a calculation that was ended, for example because its machine is rented. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

type RunnerParts = { readonly adapters: readonly AnyAdapter[]; readonly files: TaskFiles; readonly niceness: number; readonly logger: Logger }

/**
 * Creates the runner. `niceness` is the process priority of the calculations: 19 (the lowest) for simulated machines, 0 for real ones. All machines of this
 * agent share one runner, so only one calculation runs at a time.
 */
export function createTaskRunner({ adapters, files, niceness, logger }: RunnerParts): TaskRunner {
  const loading = createTaskInputs({ adapters, files, logger })
  const ran = new Map<string, Ran>()
  const stopped = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  async function run({ batch, index, chunks, limitSeconds }: TaskWork, signal: AbortSignal) {
    signal.throwIfAborted()
    const { adapter, input, numberOf, paths } = await loading(batch).loaded
    const estimate = adapter.estimate(input)
    const limits = {
      seconds: limitSeconds,
      memoryBytes: memoryTimes * estimate.memoryBytes,
      outputBytes: outputTimes * estimate.bytesOut,
      niceness,
    }
    return await adapter.run({ input, task: numberOf(index), chunks, files: paths, limits, signal: AbortSignal.any([signal, stopped.signal]) })
  }

  return {
    judge: (batch) => loading(batch).judgement,
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

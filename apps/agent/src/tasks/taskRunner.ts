import type { Hex32 } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { type JobInput, mostInputBytes, type PoolBatchView, type TaskAdapter } from '@infinitio/tasks'
import type { TaskFiles } from './taskFiles.ts'

/** An adapter whose kind of input is not known here. */
export type AnyAdapter = TaskAdapter<JobInput, never>

/** One calculation: some chunks of one task of a batch, in at most so many seconds. */
export type TaskWork = { readonly batch: PoolBatchView; readonly index: number; readonly chunks: readonly number[]; readonly limitSeconds: number }

/** A calculation that runs or ended. */
type Ran = { readonly outputs: Promise<ReadonlyMap<number, Uint8Array>>; readonly ended: AbortController; isOver: boolean; failure: unknown }
/** An input with its files on this machine. */
type Loaded = { readonly adapter: AnyAdapter; readonly input: JobInput; readonly paths: ReadonlyMap<string, string> }
type Loading = { readonly loaded: Promise<Loaded>; readonly at: number; judgement: Judgement }

/** Whether this agent takes tasks of a batch. `loading` until it has read the input and fetched its files. */
export type Judgement = 'loading' | 'takes' | 'refuses'

/** Runs calculations one after the other. */
export type TaskRunner = {
  /**
   * Returns whether this agent takes tasks of a batch. It refuses an input that its adapter refuses, files that the store does not have, and less time than its own estimate. Reads the input and
   * the files before it takes a task, so that a batch without them costs nobody a stake. Looks again after a minute.
   */
  readonly judge: (batch: PoolBatchView) => Judgement
  /** Starts a calculation, or returns the one that runs or ended under this name. */
  readonly start: (name: string, work: TaskWork) => Ran
  /** Ends a calculation that runs or waits, with the reason `Stopped`. */
  readonly end: (name: string) => void
  /** Forgets calculations that ended. */
  readonly forgetWhere: (isOld: (name: string) => boolean) => void
  /** The number of calculations that wait or run. */
  readonly waiting: () => number
  readonly stop: () => void
}

/** A task must allow at least this part of the agent's own estimate. */
const leastTime = 0.7
const memoryTimes = 2
const outputTimes = 2
const refusedForMs = 60_000
const mostInputs = 1_000

/** A calculation was ended because its machine is rented. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

type RunnerParts = { readonly adapters: readonly AnyAdapter[]; readonly files: TaskFiles; readonly niceness: number; readonly logger: Logger }

/** Creates the runner. `niceness` is 19 for simulated machines, which share one process at a time. */
export function createTaskRunner({ adapters, files, niceness, logger }: RunnerParts): TaskRunner {
  const byDigest = new Map<Hex32, AnyAdapter>(adapters.map((adapter) => [adapter.digest, adapter]))
  const inputs = new Map<Hex32, Loading>()
  const ran = new Map<string, Ran>()
  const stopped = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  async function load({ batch }: PoolBatchView): Promise<Loaded> {
    const adapter = byDigest.get(batch.adapter)
    if (adapter === undefined) throw new Error('this agent does not have the adapter of the batch')
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await files.read({ sha256: batch.inputRoot, mostBytes: mostInputBytes }))
    const input = adapter.parse(text)
    if (input.tasks !== batch.count || input.chunks !== batch.chunks) throw new Error('the input is divided otherwise than the batch')
    const paths = new Map<string, string>()
    for (const [name, file] of Object.entries(input.files)) paths.set(name, await files.pathOf(file))
    return { adapter, input, paths }
  }

  function loading(batch: PoolBatchView): Loading {
    const known = inputs.get(batch.batchId)
    if (known !== undefined && (known.judgement !== 'refuses' || performance.now() - known.at < refusedForMs)) return known
    const own: Loading = { loaded: load(batch), at: performance.now(), judgement: 'loading' }
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

  async function run({ batch, index, chunks, limitSeconds }: TaskWork, signal: AbortSignal) {
    signal.throwIfAborted()
    const { adapter, input, paths } = await loading(batch).loaded
    const estimate = adapter.estimate(input)
    const limits = {
      seconds: limitSeconds,
      memoryBytes: memoryTimes * estimate.memoryBytes,
      outputBytes: outputTimes * estimate.bytesOut,
      niceness,
    }
    return await adapter.run({ input, task: index, chunks, files: paths, limits, signal: AbortSignal.any([signal, stopped.signal]) })
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

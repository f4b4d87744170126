import type { Hex32 } from '@infinitio/domain'
import { inputRootOf, type JobInput, mostInputBytes, type PoolBatchView, type TaskAdapter, type TaskEstimate } from '@infinitio/tasks'
import type { TaskFiles } from './taskFiles.ts'

/** An adapter whose kind of input is not known here. */
export type AnyAdapter = TaskAdapter<JobInput, never>

/** One calculation: some chunks of one task of a batch, in at most so many seconds. */
export type TaskWork = { readonly batch: PoolBatchView; readonly index: number; readonly chunks: readonly number[]; readonly limitSeconds: number }

/** A calculation that runs or ended. */
type Ran = { readonly outputs: Promise<ReadonlyMap<number, Uint8Array>>; isOver: boolean; failure: unknown }

/** Runs calculations one after the other. */
export type TaskRunner = {
  /** Returns what the adapter says about a batch, or null if this agent refuses it: another adapter, an input that the adapter refuses, or less time than its own estimate allows. */
  readonly judge: (batch: PoolBatchView) => Promise<TaskEstimate | null>
  /** Starts a calculation, or returns the one that runs or ended under this name. */
  readonly start: (name: string, work: TaskWork) => Ran
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

/** Creates the runner. `niceness` is 19 for simulated machines, which share one process at a time. */
export function createTaskRunner({ adapters, files, niceness }: { adapters: readonly AnyAdapter[]; files: TaskFiles; niceness: number }): TaskRunner {
  const byDigest = new Map<Hex32, AnyAdapter>(adapters.map((adapter) => [adapter.digest, adapter]))
  const inputs = new Map<Hex32, Promise<{ adapter: AnyAdapter; input: JobInput }>>()
  const ran = new Map<string, Ran>()
  const stopped = new AbortController()
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  async function load({ batch }: PoolBatchView) {
    const adapter = byDigest.get(batch.adapter)
    if (adapter === undefined) throw new Error('this agent does not have the adapter of the batch')
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await files.read({ sha256: batch.inputRoot, mostBytes: mostInputBytes }))
    if ((await inputRootOf(text)) !== batch.inputRoot) throw new Error('the input has another hash')
    const input = adapter.parse(text)
    return { adapter, input }
  }

  function loaded(batch: PoolBatchView) {
    const known = inputs.get(batch.batchId) ?? load(batch)
    inputs.set(batch.batchId, known)
    known.catch(() => inputs.delete(batch.batchId))
    return known
  }

  async function run({ batch, index, chunks, limitSeconds }: TaskWork) {
    const { adapter, input } = await loaded(batch)
    const paths = new Map<string, string>()
    for (const [name, file] of Object.entries(input.files)) paths.set(name, await files.pathOf(file))
    const estimate = adapter.estimate(input)
    const limits = {
      seconds: limitSeconds,
      memoryBytes: memoryTimes * estimate.memoryBytes,
      outputBytes: outputTimes * estimate.bytesOut,
      niceness,
    }
    return await adapter.run({ input, task: index, chunks, files: paths, limits, signal: stopped.signal })
  }

  return {
    async judge(batch) {
      const { adapter, input } = await loaded(batch)
      if (input.tasks !== batch.batch.count || input.chunks !== batch.batch.chunks) return null
      const estimate = adapter.estimate(input)
      return Number(batch.batch.runSeconds) < leastTime * estimate.seconds ? null : estimate
    },
    start(name, work) {
      const known = ran.get(name)
      if (known !== undefined) return known
      waiting += 1
      const outputs = last.then(() => run(work))
      const own: Ran = { outputs, isOver: false, failure: null }
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
    forgetWhere(isOld) {
      for (const [name, { isOver }] of ran) if (isOver && isOld(name)) ran.delete(name)
    },
    waiting: () => waiting,
    stop: () => stopped.abort(),
  }
}

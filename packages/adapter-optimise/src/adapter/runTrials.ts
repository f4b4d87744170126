import { type CallRequest, type CallResult, runModuleCalls } from '@infinitio/adapter-algorithm'
import { AdapterError, type RunLimits } from '@infinitio/tasks'
import type { OptimiseInput } from '../input/optimiseInput.ts'
import { manifest } from '../manifest/manifest.ts'
import { createSampler } from '../space/sampleTrial.ts'
import { parseSpace } from '../space/parseSpace.ts'
import type { Outcome, Score } from '../trials/scores.ts'

/**
 * Runs trials, each with a number of steps, and returns their scores in the same order. A score depends only on the input, the trial and its steps. Throws as
 * `runModuleCalls` does.
 */
export type TrialRunner = (trials: readonly { readonly trial: number; readonly steps: number }[]) => Promise<readonly Score[]>

type RunnerInput = Pick<OptimiseInput, 'space' | 'goals' | 'seed' | 'memoryPages' | 'fuel'>
type RunnerParts = {
  readonly input: RunnerInput
  readonly module: Uint8Array
  readonly file: Uint8Array | undefined
  readonly limits: RunLimits
  readonly signal: AbortSignal
}

const valueBytes = 8
/**
 * The task number for the random numbers of all calls. The number of the trial is used as the chunk number. So each trial has its own random sequence, and it
 * is the same in all rungs (rounds of halving).
 */
const everyTask = 0xffff_ffff

/** Creates the function that runs the trials of a search. All its calls together may take `limits.seconds`. */
export function createTrialRunner({ input, module, file, limits, signal }: RunnerParts): TrialRunner {
  const { space, goals, seed, memoryPages, fuel } = input
  const sample = createSampler(parseSpace(space), seed)
  const ends = performance.now() + limits.seconds * 1_000
  return async (trials) => {
    if (trials.length === 0) return []
    const calls = trials.map(({ trial, steps }): CallRequest => {
      const numbers = sample(trial).map(({ number }) => number)
      return { args: [BigInt(steps)], parts: [bytesOf(numbers)], fuel: fuel * (steps + 1), place: { task: everyTask, chunk: trial } }
    })
    const seconds = (ends - performance.now()) / 1_000
    if (seconds <= 0) throw new AdapterError('tooLong', `The task did not end within ${limits.seconds} s.`)
    const own = { ...{ module, file, calls, signal }, settings: { seed, memoryPages }, name: manifest.exported, mostBytes: goals.length * valueBytes }
    const results = await runModuleCalls({ ...own, limits: { ...limits, seconds } })
    return trials.map(({ trial, steps }, at) => ({ trial, steps, outcome: outcomeOf(results[at], { trial, goals: goals.length }) }))
  }
}

function outcomeOf(result: CallResult | undefined, { trial, goals }: { trial: number; goals: number }): Outcome {
  const bytes = result?.kind === 'output' ? result.bytes : undefined
  if (result?.kind === 'failed' && result.reason !== 'outputTooLarge') return { kind: result.reason === 'tooLong' ? 'fuel' : 'failed' }
  if (bytes?.length !== goals * valueBytes) {
    const found = bytes === undefined ? 'more bytes' : `${bytes.length} bytes`
    throw new AdapterError(
      'programFailed',
      `The module wrote ${found} for trial ${trial}, not ${goals * valueBytes}: one number of 64 bits for each goal.`,
      {
        field: 'module',
      },
    )
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = Array.from({ length: goals }, (_, at) => view.getFloat64(at * valueBytes, true))
  return values.every(Number.isFinite) ? { kind: 'values', values } : { kind: 'infinite' }
}

function bytesOf(numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * valueBytes))
  for (const [at, number] of numbers.entries()) view.setFloat64(at * valueBytes, number, true)
  return new Uint8Array(view.buffer)
}

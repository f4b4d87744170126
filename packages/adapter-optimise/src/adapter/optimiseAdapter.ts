import { readFile } from 'node:fs/promises'
import { jobFile, readModuleFiles } from '@infinitio/adapter-algorithm'
import type { Hex32 } from '@infinitio/domain'
import {
  AdapterError,
  chunkRange,
  type RunLimits,
  type RunPlace,
  type TaskAdapter,
  type TaskMerge,
  type TaskPlan,
  type TaskRun,
} from '@infinitio/tasks'
import { digest } from '../generated/digest.ts'
import { type OptimiseInput, optimiseInputText, parseOptimiseInput } from '../input/optimiseInput.ts'
import { estimateOptimise, type OptimiseFacts, planOptimise, secondsOfCalls } from '../input/planOptimise.ts'
import { manifest } from '../manifest/manifest.ts'
import { rankedText, rankOutputs } from '../join/rankOutputs.ts'
import type { Goal, Ranked } from '../trials/scores.ts'
import { runChunks } from './runChunks.ts'
import { createTrialRunner, type TrialRunner } from './runTrials.ts'

/**
 * The adapter that searches for the best parameters of a module. Each chunk of a task runs random trials and gives more steps to the best of them. The result
 * is a table of all trials, the best first.
 */
export const optimiseAdapter: TaskAdapter<OptimiseInput, OptimiseFacts> = {
  name: manifest.name,
  version: manifest.version,
  digest,
  verify: manifest.verify,
  parse: parseOptimiseInput,
  plan: planOptimise,
  estimate: estimateOptimise,
  run: runTask,
  merge: mergeTasks,
}

async function runTask({ task, chunks, onChunk, ...place }: TaskRun<OptimiseInput>): Promise<ReadonlyMap<number, Uint8Array>> {
  const { input } = place
  const { trials: items, tasks, goals } = input
  const own = chunks.map((chunk) => ({ chunk, ...chunkRange({ items, tasks, chunks: input.chunks, task, chunk }) }))
  return await runChunks({ chunks: own, halving: input, goals, run: await runnerOf(place), onChunk })
}

/** How many of the best trials the merge runs again, to compare their values. */
const repeated = 3

async function mergeTasks({ outputs, ...place }: TaskMerge<OptimiseInput>): Promise<Uint8Array> {
  const { input, limits } = place
  const ranked = rankOutputs(input, outputs)
  const best = ranked.filter(({ outcome }) => outcome.kind === 'values').slice(0, repeated)
  // The audits of the tasks have already checked the machines' results. So if the time limit is too short to run the best trials again, the merge uses their
  // values as they are.
  if (secondsOfCalls(best, input) <= limits.seconds) await repeat(best, await runnerOf(place))
  return rankedText(input, ranked)
}

async function repeat(best: readonly Ranked[], run: TrialRunner): Promise<void> {
  const found = await run(best)
  for (const [at, { trial, outcome }] of best.entries())
    if (JSON.stringify(found[at]?.outcome) !== JSON.stringify(outcome))
      throw new AdapterError('adapterFault', `Trial ${trial} is among the best and gives another value on this computer. Do not use this result.`)
}

async function runnerOf({ input, files, limits, signal }: RunPlace & { readonly input: OptimiseInput }): Promise<TrialRunner> {
  return createTrialRunner({ input, ...(await readModuleFiles(input, files)), limits, signal })
}

/** A search before it is divided and signed: its settings, the path of its module, and the path of a file that it reads. */
export type OptimiseDraft = {
  readonly module: string
  readonly file?: string
  readonly space: string
  readonly goals: readonly Goal[]
  readonly trials: number
  readonly least: number
  readonly most: number
  readonly eta: number
  readonly memoryPages: number
  readonly fuel: number
  readonly seed: Hex32
  /** The number of tasks that the owner of the job wants. If `plan` is set, it fixes the numbers of tasks and chunks instead. */
  readonly tasks?: number
  readonly plan?: TaskPlan
}

const tried = 3

/**
 * Returns the input of a search. First runs up to three trials with the fewest steps, to see that the module gives values. Then divides the trials over tasks
 * and chunks. Throws an AdapterError for an input that a machine would refuse, and if all three trials fail. `limits` bounds the time and the memory of these
 * runs.
 */
export async function prepareOptimise({
  draft,
  limits,
  signal,
}: {
  draft: OptimiseDraft
  limits: RunLimits
  signal: AbortSignal
}): Promise<OptimiseInput> {
  const { module, file, tasks, plan, ...settings } = draft
  const bytes = new Uint8Array(await readFile(module))
  const data = file === undefined ? undefined : new Uint8Array(await readFile(file))
  const files = { module: jobFile(bytes), ...(data === undefined ? {} : { input: jobFile(data) }) }
  const whole: OptimiseInput = { adapter: 'optimise@1', files, ...settings, tasks: 1, chunks: 1 }
  optimiseInputText(whole)
  const input = { ...whole, ...(plan ?? planOptimise({ ...settings, ...(tasks === undefined ? {} : { tasks }) })) }
  optimiseInputText(input)
  const run = createTrialRunner({ input, module: bytes, file: data, limits, signal })
  const scores = await run(Array.from({ length: Math.min(tried, input.trials) }, (_, trial) => ({ trial, steps: input.least })))
  if (scores.every(({ outcome }) => outcome.kind !== 'values'))
    throw new AdapterError(
      'programFailed',
      `No trial of the first ${scores.length} gives a value: ${scores.map(({ outcome }) => outcome.kind).join(', ')}.`,
      {
        field: 'module',
      },
    )
  return input
}

import type { JobFile, TaskEstimate, TaskPlan } from '@infinitio/tasks/adapter'
import type { OptimiseInput } from './optimiseInput.ts'
import { bracketOf, type Halving, stepsOf } from '../trials/rungs.ts'

/** The number of trials of a job, and how each chunk halves its own trials. `tasks` is the number of tasks that the owner of the job wants. */
export type OptimiseFacts = Halving & { readonly trials: number; readonly tasks?: number }

const usualTasks = 4
/** An audit of a task with at least this many chunks calculates only a sample of them again, which makes checking cheap. */
const wantedChunks = 64

/**
 * Returns the number of tasks of a search and of chunks in each task: 64 chunks for each task, or fewer when there are fewer trials. There are up to 4 tasks,
 * as long as each chunk still has enough trials for all rungs (rounds of halving). A chunk compares only its own trials, so a smaller chunk would weaken the
 * search.
 */
export function planOptimise({ trials, tasks: wanted, ...halving }: OptimiseFacts): TaskPlan {
  const most = Math.max(1, Math.floor(trials / wantedChunks))
  const whole = Math.max(1, Math.floor(most / bracketOf(halving)))
  const tasks = Math.min(wanted ?? Math.min(usualTasks, whole), most)
  return { tasks, chunks: Math.max(1, Math.min(wantedChunks, Math.floor(trials / tasks))) }
}

const startSeconds = 2
const fuelPerSecond = 300_000_000
const nodeBytes = 268_435_456
const pageBytes = 65_536
const lineBytes = 64

/** The fields of an input that decide how much time and memory its tasks need. */
type OptimiseSize = Halving &
  Pick<OptimiseInput, 'trials' | 'tasks' | 'chunks' | 'fuel' | 'memoryPages'> & { readonly files: Readonly<Record<string, Pick<JobFile, 'bytes'>>> }

/** Returns the most that one task needs on the reference machine, if all its calls use all their fuel (one unit for each instruction). */
export function estimateOptimise({ files, trials, tasks, chunks, fuel, memoryPages, ...halving }: OptimiseSize): TaskEstimate {
  const bytesIn = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
  const perChunk = trials / (tasks * chunks)
  // The chunks of a task differ by at most one trial. With one trial more, a chunk can have one more rung (round of halving) and therefore need fewer steps. So
  // this calculates both sizes and takes the larger number of steps.
  const steps = Math.max(stepsOf(Math.floor(perChunk), halving), stepsOf(Math.ceil(perChunk), halving))
  const seconds = Math.ceil(startSeconds + (chunks * steps * fuel) / fuelPerSecond)
  const memoryBytes = nodeBytes + memoryPages * pageBytes + 2 * bytesIn
  return { seconds, memoryBytes, bytesIn, bytesOut: chunks * Math.ceil(perChunk) * lineBytes }
}

/** Returns how many seconds these calls need at most on the reference machine. */
export function secondsOfCalls(calls: readonly { readonly steps: number }[], { fuel }: Pick<OptimiseInput, 'fuel'>): number {
  return startSeconds + calls.reduce((sum, { steps }) => sum + ((steps + 1) * fuel) / fuelPerSecond, 0)
}

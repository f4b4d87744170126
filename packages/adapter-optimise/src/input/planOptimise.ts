import type { JobFile, TaskEstimate, TaskPlan } from '@infinitio/tasks/adapter'
import type { OptimiseInput } from './optimiseInput.ts'
import { bracketOf, type Halving, stepsOf } from '../trials/rungs.ts'

/** The count of the trials that are divided, and how a chunk halves its own. `tasks` asks for a number of tasks. */
export type OptimiseFacts = Halving & { readonly trials: number; readonly tasks?: number }

const usualTasks = 4
/** From this number of chunks on an audit takes a sample, which is what makes checking cheap. */
const wantedChunks = 64

/**
 * Returns how trials are divided: 64 chunks a task, or fewer when there are fewer trials. More tasks, up to 4, only while each chunk still has enough trials for all rungs,
 * since a chunk halves no other trials than its own.
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

/** The part of an input on which its estimate depends. */
type OptimiseSize = Halving &
  Pick<OptimiseInput, 'trials' | 'tasks' | 'chunks' | 'fuel' | 'memoryPages'> & { readonly files: Readonly<Record<string, Pick<JobFile, 'bytes'>>> }

/** Returns the most that one task needs on the reference machine: all the fuel of all its calls. */
export function estimateOptimise({ files, trials, tasks, chunks, fuel, memoryPages, ...halving }: OptimiseSize): TaskEstimate {
  const bytesIn = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
  const perChunk = trials / (tasks * chunks)
  // One trial more can mean one rung more, which can need fewer steps.
  const steps = Math.max(stepsOf(Math.floor(perChunk), halving), stepsOf(Math.ceil(perChunk), halving))
  const seconds = Math.ceil(startSeconds + (chunks * steps * fuel) / fuelPerSecond)
  const memoryBytes = nodeBytes + memoryPages * pageBytes + 2 * bytesIn
  return { seconds, memoryBytes, bytesIn, bytesOut: chunks * Math.ceil(perChunk) * lineBytes }
}

/** Returns the most seconds that calls need on the reference machine. */
export function secondsOfCalls(calls: readonly { readonly steps: number }[], { fuel }: Pick<OptimiseInput, 'fuel'>): number {
  return startSeconds + calls.reduce((sum, { steps }) => sum + ((steps + 1) * fuel) / fuelPerSecond, 0)
}

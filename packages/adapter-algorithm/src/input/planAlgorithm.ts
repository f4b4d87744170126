import type { JobFile, TaskEstimate, TaskPlan } from '@infinitio/tasks/adapter'
import type { AlgorithmInput } from './algorithmInput.ts'

/** The facts from which a job is divided: `items` is how many numbers it divides over its chunks, `tasks` the number of tasks that its owner wants. */
export type AlgorithmFacts = { readonly items: number; readonly tasks?: number }

const usualTasks = 4
/** An audit of a task with at least this many chunks calculates only a sample of them again, which makes checking cheap. */
const wantedChunks = 64

/**
 * Returns the number of tasks of a job and of chunks in each task: usually 4 tasks with 64 chunks each. If there are too few numbers, there are fewer tasks,
 * and then fewer chunks.
 */
export function planAlgorithm({ items, tasks: wanted = usualTasks }: AlgorithmFacts): TaskPlan {
  const tasks = Math.max(1, Math.min(wanted, 65_536, Math.floor(items / wantedChunks) || 1))
  return { tasks, chunks: Math.max(1, Math.min(wantedChunks, Math.floor(items / tasks))) }
}

const startSeconds = 1
const fuelPerSecond = 300_000_000
const nodeBytes = 268_435_456
const pageBytes = 65_536
const chunkOutBytes = 4_096

/** The fields of an input that decide how much time and memory its tasks need. */
type AlgorithmSize = Pick<AlgorithmInput, 'chunks' | 'fuel' | 'memoryPages'> & { readonly files: Readonly<Record<string, Pick<JobFile, 'bytes'>>> }

/**
 * Returns the most that one task needs on the reference machine: seconds, memory, and bytes in and out. It assumes that each chunk uses all its fuel (one unit
 * for each instruction).
 */
export function estimateAlgorithm({ files, chunks, fuel, memoryPages }: AlgorithmSize): TaskEstimate {
  const bytesIn = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
  const seconds = Math.ceil(startSeconds + (chunks * fuel) / fuelPerSecond)
  return { seconds, memoryBytes: nodeBytes + memoryPages * pageBytes + 2 * bytesIn, bytesIn, bytesOut: chunks * chunkOutBytes }
}

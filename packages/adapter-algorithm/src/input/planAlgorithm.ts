import type { JobFile, TaskEstimate, TaskPlan } from '@infinitio/tasks/adapter'
import type { AlgorithmInput } from './algorithmInput.ts'

/** The count of the numbers that are divided. `tasks` asks for a number of tasks. */
export type AlgorithmFacts = { readonly items: number; readonly tasks?: number }

const usualTasks = 4
/** From this number of chunks on an audit takes a sample, which is what makes checking cheap. */
const wantedChunks = 64

/** Returns how numbers are divided: 4 tasks with 64 chunks each, or fewer when there are fewer numbers. */
export function planAlgorithm({ items, tasks: wanted = usualTasks }: AlgorithmFacts): TaskPlan {
  const tasks = Math.max(1, Math.min(wanted, 65_536, Math.floor(items / wantedChunks) || 1))
  return { tasks, chunks: Math.max(1, Math.min(wantedChunks, Math.floor(items / tasks))) }
}

const startSeconds = 1
const fuelPerSecond = 300_000_000
const nodeBytes = 268_435_456
const pageBytes = 65_536
const chunkOutBytes = 4_096

/** The part of an input on which its estimate depends. */
type AlgorithmSize = Pick<AlgorithmInput, 'chunks' | 'fuel' | 'memoryPages'> & { readonly files: Readonly<Record<string, Pick<JobFile, 'bytes'>>> }

/** Returns the most that one task needs on the reference machine: all the fuel of all its chunks. */
export function estimateAlgorithm({ files, chunks, fuel, memoryPages }: AlgorithmSize): TaskEstimate {
  const bytesIn = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
  const seconds = Math.ceil(startSeconds + (chunks * fuel) / fuelPerSecond)
  return { seconds, memoryBytes: nodeBytes + memoryPages * pageBytes + 2 * bytesIn, bytesIn, bytesOut: chunks * chunkOutBytes }
}

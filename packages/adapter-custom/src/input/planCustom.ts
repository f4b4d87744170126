import { type JobFile, planSingles, type TaskEstimate, type TaskPlan } from '@infinitio/tasks/adapter'
import type { CustomInput } from './customInput.ts'

/**
 * The facts from which a job is divided: how many portions its module writes, the most bytes of the output of each, and the number of tasks
 * that its owner wants.
 */
export type CustomFacts = Pick<CustomInput, 'portions' | 'outputBytes'> & { readonly tasks?: number }

/** Returns the number of tasks of a job and of chunks in each task. Each portion has its own chunk, and each market stores the outputs of a task. */
export function planCustom({ portions, outputBytes, tasks }: CustomFacts): TaskPlan {
  return planSingles({ items: portions, itemBytes: outputBytes, ...(tasks === undefined ? {} : { tasks }) })
}

/** A task starts two processes: one for `split` and one for `run`. */
const startSeconds = 2
const fuelPerSecond = 300_000_000
const nodeBytes = 268_435_456
const pageBytes = 65_536

/** The fields of an input that decide how much time and memory its tasks need. */
type CustomSize = Pick<CustomInput, 'chunks' | 'fuel' | 'memoryPages' | 'outputBytes'> & {
  readonly files: Readonly<Record<string, Pick<JobFile, 'bytes'>>>
}

/** Returns the most that one task needs on the reference machine, if `split` and each call of `run` use all their fuel (one unit for each instruction). */
export function estimateCustom({ files, chunks, fuel, memoryPages, outputBytes }: CustomSize): TaskEstimate {
  const bytesIn = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
  const seconds = Math.ceil(startSeconds + ((chunks + 1) * fuel) / fuelPerSecond)
  return { seconds, memoryBytes: nodeBytes + memoryPages * pageBytes + 2 * bytesIn, bytesIn, bytesOut: chunks * outputBytes }
}

// The part of this package that the process of a task loads. Nothing here loads another package, because such a process starts for each task and should start
// fast.
export { AdapterError, type AdapterReason, adapterCodes, type FaultPlace } from './adapterError.ts'
export { type ChunkRange, chunkRange } from './chunkRange.ts'
export { nearestKey } from './nearestKey.ts'
export { isSinglePlan, mostTaskOutputBytes, planSingles } from './singlePlan.ts'
export type { JobFile, JobInput, RunLimits, RunPlace, TaskAdapter, TaskEstimate, TaskMerge, TaskPlan, TaskRun } from './taskAdapter.ts'

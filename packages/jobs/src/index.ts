/** Runs jobs on the task pool. The effects are arguments, so that a command and a scheduler run the same loop. */
export type { JobEffects, JobJournal, JobSender, JobStore, JobWork, SendAnswer } from './run/jobEffects.ts'
export { isPassing } from './run/isPassing.ts'
export { failureOf, reasonOf } from './run/failureOf.ts'
export { oneAfterAnother } from './run/oneAfterAnother.ts'
export { planTask } from './run/planTask.ts'
export { refusedBy, submitNonce } from './run/refusedBy.ts'
export { runJob, specOf } from './run/runJob.ts'

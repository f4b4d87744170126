/**
 * Runs jobs: plans their tasks, buys them at the task pool and joins the results. The loop of a job (`runJob`) gets everything that it reads or changes outside
 * itself as arguments, so that the command and the scheduler run the same loop.
 */
export type { JobEffects, JobJournal, JobPrivacy, JobSender, JobStore, JobWork, SendAnswer } from './run/jobEffects.ts'
export { checkHere } from './run/checkHere.ts'
export { isPassing } from './run/isPassing.ts'
export { failureOf, reasonOf } from './run/failureOf.ts'
export { keyGiver } from './run/jobPrivacy.ts'
export { oneAfterAnother } from './run/oneAfterAnother.ts'
export { planTask } from './run/planTask.ts'
export { refusedBy, submitNonce } from './run/refusedBy.ts'
export { runJob, specOf } from './run/runJob.ts'
export type { LeaseDisk, LeaseMarket } from './run/leaseMarket.ts'
export { leasesBy } from './run/leasesBy.ts'
export { leasePaths, leaseScript } from './run/leaseScript.ts'
export { openLeaseMarket, orderNonces } from './run/openLeaseMarket.ts'
export { writePieces } from './run/writePieces.ts'
export { planLease } from './run/stepLease.ts'

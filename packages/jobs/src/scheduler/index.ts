/** A scheduler: runs jobs that are stored at the market. It signs with a key that the jobs' owners allowed at the task pool. */
export { runScheduler, type Scheduler, type SchedulerLimits, type SchedulerNews, usualSchedulerLimits } from './runScheduler.ts'
export type { Renting } from './renting.ts'
export { deleteOldCheckpoints } from './deleteOldCheckpoints.ts'
export { jobWorkOf } from './privateParts.ts'

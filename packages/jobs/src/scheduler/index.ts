/** A scheduler: runs jobs that are stored at the market, by a key that their owners allowed at the pool. */
export { runScheduler, type Scheduler, type SchedulerLimits, type SchedulerNews, usualSchedulerLimits } from './runScheduler.ts'

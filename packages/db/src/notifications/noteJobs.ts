// Notifications about jobs. The API (role infinitio_api) writes the table `notifications`.
import type { Queryable } from '../client/queryable.ts'
import { insertNotifications } from './notifications.ts'

/** The end of a job. `number` is the number of its last event. `facts` are those of `job_ended` without the job's id and name. */
export type EndedJob = {
  readonly jobId: string
  readonly number: number
  readonly facts: {
    readonly outcome: 'done' | 'partly' | 'failed' | 'cancelled'
    readonly done: number
    readonly steps: number
    readonly spent: string
  }
}

/**
 * Notifies the account of a job that the job has ended, once for each end: a job that its account runs again ends again. Call it in the transaction that stores
 * the last event. Returns the number of stored notifications. Index: jobs (job_id), notifications (account, notification_key).
 */
export function noteEndedJob(tx: Queryable, { jobId, number, facts }: EndedJob): Promise<number> {
  return insertNotifications(tx, {
    news: `select j.account, 'job_ended:' || j.job_id || ':' || $2::int as key, 'job_ended' as kind,
        jsonb_build_object('job', j.job_id, 'jobName', j.spec ->> 'name') || $3::jsonb as facts
      from jobs j where j.job_id = $1`,
    values: [jobId, number, JSON.stringify(facts)],
  })
}

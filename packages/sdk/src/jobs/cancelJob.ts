import type { JobWire } from '@infinitio/domain/wire'
import { getJob, noteJobEvent } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'

/** The scheduler may record an event between the two calls. It records at most one a second for most jobs, so a few attempts are enough. */
const mostAttempts = 10

/**
 * Cancels a job of this account, and returns the job. Its running tasks are stopped, and the money that they do not claim stays the account's own. Tries again
 * if the scheduler records another event at the same time. Changes nothing if the job is over. Throws `task.job_unknown`, `task.job_not_yours`,
 * `task.job_step_refused` for a job that was cancelled before, and `task.job_moved_on` if the scheduler was faster ten times.
 */
export async function cancelJob(transport: Transport, { jobId }: { readonly jobId: string }): Promise<JobWire> {
  for (let attempt = 1; ; attempt += 1) {
    const job = await getJob(transport, jobId)
    if (job.overAt !== null) return job
    try {
      await noteJobEvent(transport, jobId, { after: job.lastEvent, event: { kind: 'cancelled' } })
      return await getJob(transport, jobId)
    } catch (error) {
      const wasFaster = error instanceof InfinitioError && error.code === 'task.job_moved_on'
      if (!wasFaster || attempt === mostAttempts) throw error
    }
  }
}

import { listOldDrafts, lockJob } from '@infinitio/db'
import { addEvent } from '../actions/jobs/noteJobEvent.ts'
import type { Services } from '../services/services.ts'

const mostAtOnce = 200

/**
 * Cancels jobs that their accounts did not approve in time, at most `mostAtOnce` per run. They no longer count towards the account's limit, and the scheduler
 * drops them. Nothing was paid for them.
 */
export async function cancelDrafts({ db, jobs }: Pick<Services, 'db' | 'jobs'>): Promise<void> {
  for (const jobId of await listOldDrafts(db, { olderSeconds: jobs.approvalSeconds, limit: mostAtOnce }))
    await db.transaction(async (tx) => {
      const job = await lockJob(tx, { jobId })
      // Check again under the database lock: the account may have approved the job in the meantime.
      if (job !== null && job.approvedAt === null && job.overAt === null) await addEvent(tx, { job, event: { kind: 'cancelled' }, domain: null })
    })
}

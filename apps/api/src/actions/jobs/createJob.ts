import { randomBytes } from 'node:crypto'
import { findJob, insertJob, readMarketGates } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import { type JobCreatedWire, jobLimits, type JobSpecWire, type NewJobWire } from '@infinitio/domain/wire'
import { jobSpecFromWire } from '@infinitio/sdk/pool'
import { JobGraphError, newJob } from '@infinitio/tasks'
import type { Services } from '../../services/services.ts'
import { addEvent } from './noteJobEvent.ts'

const idBytes = 32

/**
 * Stores a job and notes that it started, so that its scheduler plans it. Refuses with `task.job_invalid`, `task.jobs_limit`, `task.no_scheduler`,
 * `account.blocked`.
 */
export async function createJob(
  { db, jobs, hub }: Pick<Services, 'db' | 'jobs' | 'hub'>,
  { account, job: { scheduler = jobs.scheduler ?? undefined, ...spec } }: { readonly account: Address; readonly job: NewJobWire },
): Promise<JobCreatedWire | Refusal> {
  if (scheduler === undefined) return { rejected: 'task.no_scheduler' }
  const jobId = `0x${randomBytes(idBytes).toString('hex')}`
  const fault = faultOf(jobId, spec)
  if (fault !== null) return { rejected: 'task.job_invalid', detail: fault }
  if ((await readMarketGates(db, { accounts: [account] })).blocked.has(account)) return { rejected: 'account.blocked' }
  const created = await db.transaction(async (tx): Promise<JobCreatedWire | Refusal> => {
    const isStored = await insertJob(tx, { jobId, account, scheduler, spec, most: jobs.mostOpen })
    const job = isStored ? await findJob(tx, { jobId }) : null
    if (job === null) return { rejected: 'task.jobs_limit', detail: `${jobs.mostOpen}` }
    await addEvent(tx, { job, event: { kind: 'started' }, domain: null })
    return { jobId }
  })
  hub.wake()
  return created
}

/** Returns why a job could never end, or null. The adapters check the rest when the scheduler plans it. */
function faultOf(jobId: string, spec: JobSpecWire): string | null {
  const tasks = Object.entries(spec.tasks)
  if (tasks.length === 0 || tasks.length > jobLimits.tasks) return `1 to ${jobLimits.tasks} tasks`
  for (const [name, { files, needs }] of tasks)
    for (const [file, source] of Object.entries(files))
      if (source.kind === 'result' && !needs.includes(source.task)) return `${name}: ${file} is the result of ${source.task}, which is not in needs`
  try {
    newJob(jobSpecFromWire(jobId, spec))
    return null
  } catch (error) {
    if (error instanceof JobGraphError) return error.message
    throw error
  }
}

import { randomBytes } from 'node:crypto'
import { findJob, insertJob, listFunds, readMarketGates } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import { type JobCreatedWire, jobLimits, type JobSpecWire, type NewJobWire } from '@infinitio/domain/wire'
import { leaseAdapter, trainingAdapter } from '@infinitio/sdk/job-file'
import { jobSpecFromWire } from '@infinitio/sdk/pool'
import { JobGraphError, newJob } from '@infinitio/tasks'
import type { Services } from '../../services/services.ts'
import { walletTokens } from '../../relays/walletTokens.ts'
import { addEvent } from './noteJobEvent.ts'

const idBytes = 32

/**
 * Stores a job with its first event `started`, so that the scheduler plans it. Refuses with `task.job_invalid`, `task.job_not_covered`, `task.jobs_limit`,
 * `task.no_scheduler`, `account.blocked`, `chain.node_busy`. Throws ChainUnavailableError.
 */
export async function createJob(
  services: Covering & Pick<Services, 'jobs' | 'hub'>,
  { account, job, caller }: { readonly account: Address; readonly job: NewJobWire; readonly caller: string },
): Promise<JobCreatedWire | Refusal> {
  const { db, jobs, hub } = services
  const isOwn = job.private !== undefined || Object.values(job.tasks).some(({ lease }) => lease !== undefined)
  const { scheduler = (isOwn ? account : jobs.scheduler) ?? undefined, ...spec } = job
  if (scheduler === undefined) return { rejected: 'task.no_scheduler' }
  const jobId = `0x${randomBytes(idBytes).toString('hex')}`
  const fault = privateFault(spec, scheduler === account) ?? leaseFault(spec, scheduler === jobs.scheduler) ?? faultOf(jobId, spec)
  if (fault !== null) return { rejected: 'task.job_invalid', detail: fault }
  if ((await readMarketGates(db, { accounts: [account] })).blocked.has(account)) return { rejected: 'account.blocked' }
  const uncovered = await refuseUncovered(services, { account, caller })
  if (uncovered !== null) return uncovered
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

type Covering = Pick<Services, 'db' | 'pool' | 'relayRules' | 'publicRpc' | 'facts'>

/**
 * Refuses an account that owns too little PToken in the market, in the task pool and in its wallet together. The minimum is the same as for a relay (a signed
 * message that the worker sends at the operator's cost). It is needed because planning a job costs the scheduler processor time before anybody pays, and
 * accounts are free: one person with many new accounts could keep all others waiting. Moving one amount between many accounts does not help that person,
 * because each transfer costs a fee or gas.
 */
async function refuseUncovered(
  services: Covering,
  { account, caller }: { readonly account: Address; readonly caller: string },
): Promise<Refusal | null> {
  const { leastBalance } = services.relayRules
  const inMarket = (await listFunds(services.db, { accounts: [account] })).get(account)?.available ?? 0n
  if (inMarket >= leastBalance) return null
  const inPool = (await services.pool.domain()) === null ? 0n : await services.pool.holdings(account)
  if (inMarket + inPool >= leastBalance) return null
  const inWallet = await walletTokens(services, { account, caller })
  if (isRefusal(inWallet)) return inWallet
  return inMarket + inPool + inWallet >= leastBalance ? null : { rejected: 'task.job_not_covered', detail: `${leastBalance}` }
}

/**
 * Returns the reason why a private job would reveal data that it must hide, or null. The scheduler of a private job must be the job's own account, because any
 * other scheduler would need the job's key. The files and fields of its tasks must be in an encrypted file.
 */
function privateFault({ private: hidden, tasks }: JobSpecWire, isOwnScheduler: boolean): string | null {
  if (hidden === undefined) return null
  if (!isOwnScheduler) return 'the scheduler of a private job is its own account'
  const open = Object.entries(tasks).find(([, { files, fields }]) => Object.keys(files).length + Object.keys(fields).length > 0)
  return open === undefined ? null : `${open[0]}: a private job encrypts its files and fields`
}

/**
 * Returns the reason why the market cannot store a job with tasks on rented machines, or null. The scheduler of the market rents nothing, because its key may
 * spend no money of an account at the market. A private job would show its command and its variables.
 */
function leaseFault({ private: hidden, tasks }: JobSpecWire, isOfMarket: boolean): string | null {
  for (const [name, { adapter, needs, lease, fields, machines }] of Object.entries(tasks)) {
    const isRented = adapter === leaseAdapter || adapter === trainingAdapter
    if (isRented !== (lease !== undefined))
      return `${name}: ${leaseAdapter} and ${trainingAdapter} name a machine in lease, and no other adapter does`
    if (lease === undefined) continue
    if ((adapter === trainingAdapter) !== (lease.training !== undefined)) return `${name}: only ${trainingAdapter} has lease.training`
    const wrong = lease.training?.role === 'check' ? checkFault({ name, needs, training: lease.training }, tasks) : null
    if (wrong !== null) return wrong
    if (Object.keys(fields).length > 0 || machines !== undefined) return `${name}: ${adapter} has no fields and no machines besides lease`
    if (hidden !== undefined) return `${name}: a private job rents no machines here: run it with infinitio jobs submit`
    if (isOfMarket) return `${name}: the scheduler of the market rents no machines: run infinitio jobs serve and name its account as scheduler`
  }
  return null
}

type Check = { readonly name: string; readonly needs: readonly string[]; readonly training: { readonly of: string; readonly segments: number } }

/** Returns the reason why a task cannot check its training, or null. */
function checkFault({ name, needs, training: { of, segments } }: Check, tasks: JobSpecWire['tasks']): string | null {
  const training = tasks[of]?.lease?.training
  if (!needs.includes(of) || training?.role !== 'train') return `${name}: it checks ${of}, which is no training in its needs`
  return training.segments === segments ? null : `${name}: ${of} has ${training.segments} segments, and not ${segments}`
}

/**
 * Returns the reason why a job could never complete, or null. Checks only the links between its tasks and its limits. The adapters check the rest when the
 * scheduler plans the job.
 */
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

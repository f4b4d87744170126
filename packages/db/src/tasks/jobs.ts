// Jobs (groups of tasks) of accounts, and the events of each job. The API (role infinitio_api) writes the tables `jobs` and `job_events`.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { jobs, job_events: journal } = tables

const jobRow = rowOf({
  jobId: jobs.job_id,
  account: jobs.account,
  scheduler: jobs.scheduler,
  spec: jobs.spec,
  events: jobs.events,
  approvedAt: nullable(jobs.approved_at),
  overAt: nullable(jobs.over_at),
  createdAt: jobs.created_at,
})

/** A job of an account. `spec` is its description as JSON, and `events` is the number of its last event. */
export type JobRow = RowOf<typeof jobRow>

const eventRow = rowOf({ number: journal.number, event: journal.event, at: journal.at })

/** An event of a job as JSON. `number` counts from 1. */
export type JobEventRow = RowOf<typeof eventRow>

const columns = 'job_id as "jobId", account, scheduler, spec, events, approved_at as "approvedAt", over_at as "overAt", created_at as "createdAt"'

const one = statement(jobRow, `select ${columns} from jobs where job_id = $1`)

/** Returns a job, or null. Index: jobs (job_id). Takes no lock. */
export function findJob(db: Queryable, { jobId }: { jobId: string }): Promise<JobRow | null> {
  return one.first(db, [jobId])
}

const locked = statement(jobRow, `select ${columns} from jobs where job_id = $1 for update`)

/** Returns a job, or null, and locks it: until the transaction ends, nobody else can add an event to it. Index: jobs (job_id). */
export function lockJob(tx: Queryable, { jobId }: { jobId: string }): Promise<JobRow | null> {
  return locked.first(tx, [jobId])
}

const events = statement(eventRow, 'select number, event, at from job_events where job_id = $1 order by number')

/** Returns all events of a job, oldest first. Index: job_events (job_id, number). Takes no lock. */
export function listJobEvents(db: Queryable, { jobId }: { jobId: string }): Promise<JobEventRow[]> {
  return events.rows(db, [jobId])
}

const steps = statement(
  eventRow,
  `select number, at, case when event #> '{order,workload}' is null then event
     else jsonb_set(event, '{order,workload}', jsonb_build_object('salt', event #> '{order,workload,salt}')) end as event
   from job_events where job_id = $1 order by number`,
)

/**
 * Returns all events of a job, oldest first, for the state of the job. The workload of an order has only its salt, because scripts and variables can be large.
 * Index: job_events (job_id, number). Takes no lock.
 */
export function listJobSteps(db: Queryable, { jobId }: { jobId: string }): Promise<JobEventRow[]> {
  return steps.rows(db, [jobId])
}

const stored = statement(
  rowOf({ bytes: journal.number }),
  'select coalesce(sum(octet_length(event::text)), 0)::int as bytes from job_events where job_id = $1',
)

/** Returns the size of all events of a job together, in bytes of JSON. Index: job_events (job_id, number). Takes no lock. */
export async function jobEventBytes(db: Queryable, { jobId }: { jobId: string }): Promise<number> {
  return (await stored.first(db, [jobId]))?.bytes ?? 0
}

const own = statement(
  jobRow,
  `select ${columns} from jobs where account = $1 and ($2::timestamptz is null or (created_at, job_id) < ($2, $3)) order by created_at desc, job_id desc limit $4`,
)

/**
 * Lists the jobs of an account, newest first. If `before` is given, lists only jobs that are older than the job `before`. Index: jobs (account, created_at).
 * Takes no lock.
 */
export function listJobsOf(
  db: Queryable,
  { account, before, limit }: { account: string; before: Pick<JobRow, 'createdAt' | 'jobId'> | null; limit: number },
): Promise<JobRow[]> {
  return own.rows(db, [account, before?.createdAt ?? null, before?.jobId ?? '', limit])
}

const open = statement(
  jobRow,
  `select ${columns} from (select *, row_number() over (partition by account order by created_at) as turn from jobs where scheduler = $1 and over_at is null) as waiting
   order by turn, created_at limit $2`,
)

/**
 * Lists jobs of a scheduler that are not over. The oldest job of each account comes before all second ones, so that an account with many jobs does not keep
 * others waiting. Index: jobs_scheduler_created_at_idx. Takes no lock.
 */
export function listOpenJobs(db: Queryable, { scheduler, limit }: { scheduler: string; limit: number }): Promise<JobRow[]> {
  return open.rows(db, [scheduler, limit])
}

const inserted = statement(
  rowOf({ jobId: jobs.job_id }),
  `insert into jobs (job_id, account, scheduler, spec) select $1, $2, $3, $4::jsonb
   where (select count(*) from jobs where account = $2 and over_at is null) < $5 returning job_id as "jobId"`,
)

/** A new job. `most` is the number of unfinished jobs that an account may have. */
export type NewJob = { readonly jobId: string; readonly account: string; readonly scheduler: string; readonly spec: unknown; readonly most: number }

/**
 * Stores a job. Returns false if the account already has `most` unfinished jobs. Call it in a transaction: it locks the row of the account, so parallel calls
 * wait for each other. Index: jobs (account, created_at).
 */
export async function insertJob(tx: Queryable, { jobId, account, scheduler, spec, most }: NewJob): Promise<boolean> {
  await tx.query('select 1 from accounts where account = $1 for update', [account])
  return (await inserted.first(tx, [jobId, account, scheduler, JSON.stringify(spec), most])) !== null
}

/** An event to add to a job. `isApproved` and `isOver` are the state of the job after this event. */
export type NewJobEvent = {
  readonly jobId: string
  readonly number: number
  readonly event: unknown
  readonly isApproved: boolean
  readonly isOver: boolean
}

/** Adds an event to a job. Call it in a transaction, after `lockJob`. Index: jobs (job_id). */
export async function insertJobEvent(tx: Queryable, { jobId, number, event, isApproved, isOver }: NewJobEvent): Promise<void> {
  await tx.query('insert into job_events (job_id, number, event) values ($1, $2, $3::jsonb)', [jobId, number, JSON.stringify(event)])
  await tx.query(
    `update jobs set events = $2, approved_at = case when $3 then coalesce(approved_at, now()) end, over_at = case when $4 then coalesce(over_at, now()) end
     where job_id = $1`,
    [jobId, number, isApproved, isOver],
  )
}

const drafts = statement(
  rowOf({ jobId: jobs.job_id }),
  `select job_id as "jobId" from jobs where over_at is null and approved_at is null and created_at < now() - $1 * interval '1 second' order by created_at limit $2`,
)

/** Lists jobs that are older than `olderSeconds` and that nobody has approved, oldest first. Index: jobs (created_at). Takes no lock. */
export async function listOldDrafts(db: Queryable, { olderSeconds, limit }: { olderSeconds: number; limit: number }): Promise<string[]> {
  return (await drafts.rows(db, [olderSeconds, limit])).map(({ jobId }) => jobId)
}

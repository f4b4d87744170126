import { rowOf } from '../client/columns.ts'
import { statement } from '../client/statement.ts'
import type { Queryable } from './queryable.ts'

/**
 * The tables to which only one transaction at a time may append rows. Readers of most of these tables store the last id that they have read (a cursor). With
 * concurrent writers, a row with a smaller id could be committed later, and these readers would miss it. Each table has a separate lock.
 */
export type AppendOnlyTable =
  | 'api_commands'
  | 'chain_commands'
  | 'worker_commands'
  | 'relays'
  | 'admin_commands'
  | 'notifications'
  | 'mail_asked'
  | 'invoices'
  | 'reviews'

const keys: Record<AppendOnlyTable, number> = {
  api_commands: 1,
  chain_commands: 2,
  worker_commands: 3,
  relays: 4,
  admin_commands: 5,
  notifications: 6,
  mail_asked: 7,
  invoices: 8,
  reviews: 9,
}
const LOCK_SPACE = 7_301

/**
 * Takes the table's advisory lock until the transaction ends. A writer calls it before it assigns ids, so that rows are committed in the order of their ids. So
 * a reader's cursor (the last id that it has read) never passes a row that is not committed yet.
 */
export async function lockForAppend(tx: Queryable, table: AppendOnlyTable): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1, $2)', [LOCK_SPACE, keys[table]], { prepared: true })
}

const JOB_LOCK_SPACE = 7_304

/** Jobs that may run only once at a time, on any number of servers. */
const jobs = { telemetry: 1, snapshots: 2, moves: 3, scores: 4, notifications: 5, artefacts: 6, faults: 7, openings: 8 } as const

const jobLock = statement(rowOf({ locked: 'bool' }), 'select pg_try_advisory_xact_lock($1, $2) as locked')

/**
 * Takes the advisory lock of a job until the transaction ends. Returns false if another transaction holds the lock: then another process is already running the
 * job.
 */
export async function tryLock(tx: Queryable, job: keyof typeof jobs): Promise<boolean> {
  const { locked } = await jobLock.only(tx, [JOB_LOCK_SPACE, jobs[job]])
  return locked
}

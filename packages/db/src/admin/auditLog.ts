// The operator's log. The operator (role infinitio_admin) appends to the table `admin_audit`.
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { admin_audit: log } = tables

const auditEntry = rowOf({
  runId: log.run_id,
  who: log.who,
  command: log.command,
  args: log.arguments,
  reason: log.reason,
  outcome: oneOf(log.outcome, ['started', 'done', 'failed']),
  result: log.result,
})

/** One line of the operator's log. A command has two: `started`, then `done` or `failed`. `args` is JSON. */
export type AuditEntry = RowOf<typeof auditEntry>

/** Appends a line, which nobody may change later. Throws if the reason is blank. Index: admin_audit (run_id, outcome). */
export async function insertAuditEntry(db: Queryable, { runId, who, command, args, reason, outcome, result }: AuditEntry): Promise<void> {
  await db.query('insert into admin_audit (run_id, who, command, arguments, reason, outcome, result) values ($1, $2, $3, $4, $5, $6, $7)', [
    runId,
    who,
    command,
    args,
    reason,
    outcome,
    result,
  ])
}

const newestEntries = statement(
  rowOf({ ...auditEntry, at: log.at }),
  `select run_id as "runId", at, who, command, arguments as args, reason, outcome, result from admin_audit order by id desc limit $1`,
)

/** Returns the newest `limit` lines of the operator's log, newest first. Index: admin_audit (id). Takes no lock. */
export async function listAuditEntries(db: Queryable, { limit }: { limit: number }): Promise<(AuditEntry & { at: Date })[]> {
  return newestEntries.rows(db, [limit])
}

import type { Queryable } from '../client/queryable.ts'

/** One line of the operator's log. A command has two: `started`, then `done` or `failed`. `args` is JSON. */
export interface AuditEntry {
  runId: string
  who: string
  command: string
  args: string
  reason: string
  outcome: 'started' | 'done' | 'failed'
  result: string
}

/** Appends a line; nobody may change one. Throws when the reason is blank. Index: admin_audit (run_id, outcome). */
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

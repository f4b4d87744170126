import type { Queryable } from '../client/queryable.ts'
import type { AuditEntry } from './insertAuditEntry.ts'

/** The newest `limit` lines of the operator's log, newest first. Index: admin_audit (id). Takes no lock. */
export async function listAuditEntries(db: Queryable, { limit }: { limit: number }): Promise<(AuditEntry & { at: Date })[]> {
  return db.query<AuditEntry & { at: Date }>(
    `select run_id as "runId", at, who, command, arguments as args, reason, outcome, result from admin_audit order by id desc limit $1`,
    [limit],
  )
}

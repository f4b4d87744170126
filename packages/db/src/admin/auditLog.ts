// The operator's log. The operator (role infinitio_admin) appends to the table `admin_audit`.
import type { AdminClient } from './adminClient.ts'

const outcomes = ['started', 'done', 'failed'] as const

/** One line of the operator's log. A command writes the line `started`, then `done` or `failed`. `args` is JSON. */
export interface AuditEntry {
  runId: string
  who: string
  command: string
  args: string
  reason: string
  outcome: (typeof outcomes)[number]
  result: string
}

/** Appends a line to the operator's log. Nobody may change the line later. Throws if the reason is blank. Index: admin_audit (run_id, outcome). */
export async function insertAuditEntry({ admin_audit }: AdminClient, { runId, args, ...entry }: AuditEntry): Promise<void> {
  await admin_audit.create({ data: { ...entry, run_id: runId, arguments: args }, select: { id: true } })
}

/** Returns the newest `limit` lines of the operator's log, newest first. Index: admin_audit (id). Takes no lock. */
export async function listAuditEntries({ admin_audit }: AdminClient, { limit }: { limit: number }): Promise<(AuditEntry & { at: Date })[]> {
  const rows = await admin_audit.findMany({ orderBy: { id: 'desc' }, take: limit })
  return rows.map(({ run_id, at, who, command, arguments: args, reason, outcome, result }) => {
    return { runId: run_id, at, who, command, args, reason, outcome: outcomeOf(outcome), result }
  })
}

/**
 * Returns a stored word as the outcome of a log line, with its TypeScript type. Throws for an unknown word, because Postgres accepts any text in this column.
 */
function outcomeOf(word: string): AuditEntry['outcome'] {
  const known = outcomes.find((outcome) => outcome === word)
  if (known === undefined) throw new Error(`admin_audit.outcome has the unknown value ${JSON.stringify(word)}`)
  return known
}

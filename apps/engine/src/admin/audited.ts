import { randomUUID } from 'node:crypto'
import { insertAuditEntry } from '@infinitio/db/admin'
import type { AdminContext } from './adminContext.ts'

/** The part of an audit log entry that names the operator, the command and the reason. `args` is JSON. */
export interface Audited {
  who: string
  command: string
  args: string
  reason: string
}

/** The result of a command: lines for a person, and fields for a program. `ok` is false if the command failed or found a problem. */
export interface AdminAnswer {
  lines: string[]
  fields: Record<string, unknown>
  ok: boolean
}

/**
 * Runs a command and writes two entries to the audit log: `started` before the command runs, then `done` or `failed` with the result. If the first entry cannot
 * be written, the command does not run.
 */
export async function audited({ client }: Pick<AdminContext, 'client'>, entry: Audited, run: () => Promise<AdminAnswer>): Promise<AdminAnswer> {
  const runId = randomUUID()
  await insertAuditEntry(client, { ...entry, runId, outcome: 'started', result: '' })
  try {
    const answer = await run()
    await insertAuditEntry(client, { ...entry, runId, outcome: answer.ok ? 'done' : 'failed', result: answer.lines.join('\n') })
    return answer
  } catch (error) {
    await insertAuditEntry(client, { ...entry, runId, outcome: 'failed', result: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

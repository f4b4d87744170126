import { randomUUID } from 'node:crypto'
import { insertAuditEntry } from '@infinitio/db'
import type { AdminHouse } from './adminHouse.ts'

/** Who does what, and why. `args` is JSON. */
export interface Audited {
  who: string
  command: string
  args: string
  reason: string
}

/** What a command says to the operator: lines for a person, fields for a program, and whether all is well. */
export interface AdminAnswer {
  lines: string[]
  fields: Record<string, unknown>
  ok: boolean
}

/**
 * Runs a command between two lines of the operator's log: `started` before it does anything, then `done` or `failed` with what came of it. When
 * the first line cannot be written the command does not run.
 */
export async function audited({ admin }: Pick<AdminHouse, 'admin'>, entry: Audited, run: () => Promise<AdminAnswer>): Promise<AdminAnswer> {
  const runId = randomUUID()
  await insertAuditEntry(admin, { ...entry, runId, outcome: 'started', result: '' })
  try {
    const answer = await run()
    await insertAuditEntry(admin, { ...entry, runId, outcome: answer.ok ? 'done' : 'failed', result: answer.lines.join('\n') })
    return answer
  } catch (error) {
    await insertAuditEntry(admin, { ...entry, runId, outcome: 'failed', result: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

import { listAuditEntries } from '@infinitio/db/admin'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

/** Lists the operators' commands, newest first. */
export async function describeAuditLog({ client }: Pick<AdminContext, 'client'>, limit: number): Promise<AdminAnswer> {
  const entries = await listAuditEntries(client, { limit })
  const lines = entries.map(({ at, who, command, args, reason, outcome }) => `${at.toISOString()} ${who}: ${command} ${args} ${outcome} (${reason})`)
  return { lines, fields: { entries }, ok: true }
}

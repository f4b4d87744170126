import { listAuditEntries } from '@infinitio/db'
import type { AdminHouse } from './adminHouse.ts'
import type { AdminAnswer } from './audited.ts'

/** Lists the operators' commands, newest first. */
export async function describeAuditLog({ admin }: Pick<AdminHouse, 'admin'>, limit: number): Promise<AdminAnswer> {
  const entries = await listAuditEntries(admin, { limit })
  const lines = entries.map(({ at, who, command, args, reason, outcome }) => `${at.toISOString()} ${who}: ${command} ${args} ${outcome} (${reason})`)
  return { lines, fields: { entries }, ok: true }
}

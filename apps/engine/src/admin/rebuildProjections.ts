import { rebuildChainRows } from '../follower/rebuildChainRows.ts'
import { rebuildBookRows } from '../matcher/rebuildBookRows.ts'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'
import { compareBooks } from './compareBooks.ts'

/**
 * Drops and rebuilds every projection (a table that can be built again): the tables of the chain from the stored logs, and those of the order book from the
 * journal. Each of the two rebuilds is one transaction, in the role that owns the tables (follower or matcher), so readers see the old rows until it commits.
 * Then it compares everything with the chain; `ok` is false if anything differs.
 */
export async function rebuildProjections(context: AdminContext): Promise<AdminAnswer> {
  const logs = await context.follower.transaction(rebuildChainRows)
  const seq = await context.matcher.transaction(rebuildBookRows)
  const compared = await compareBooks(context)
  return { ...compared, lines: [`folded ${logs} logs and the journal up to row ${seq}`, ...compared.lines], fields: { ...compared.fields, logs } }
}

import { rebuildChainRows } from '../follower/rebuildChainRows.ts'
import { rebuildBookRows } from '../matcher/rebuildBookRows.ts'
import type { AdminHouse } from './adminHouse.ts'
import type { AdminAnswer } from './audited.ts'
import { compareBooks } from './compareBooks.ts'

/**
 * Drops every folded row and folds it again: the chain's rows from the stored logs, the book's from the journal, each as its own writer in one
 * transaction. Readers see the old rows until the new ones are there. Then compares everything with the chain; findings make the answer not ok.
 */
export async function rebuildProjections(house: AdminHouse): Promise<AdminAnswer> {
  const logs = await house.follower.transaction(rebuildChainRows)
  const seq = await house.matcher.transaction(rebuildBookRows)
  const compared = await compareBooks(house)
  return { ...compared, lines: [`folded ${logs} logs and the journal up to row ${seq}`, ...compared.lines], fields: { ...compared.fields, logs } }
}

import type { Queryable } from '../client/queryable.ts'
import { setUndoPosition } from '../follower/setUndoPosition.ts'

/** Everything that is folded from chain_logs. */
const chainRows = ['chain_nodes', 'chain_providers', 'chain_classes', 'chain_regions', 'chain_accounts', 'leases', 'node_calendar', 'chain_statement']

/**
 * Empties the projections of the chain inside a transaction; readers see the old rows until it commits. Keeps the follower from writing
 * meanwhile by a lock on blocks (share row exclusive), which every step of its takes for writing.
 */
export async function clearChainRows(tx: Queryable): Promise<void> {
  await tx.query('lock table blocks in share row exclusive mode', [])
  await setUndoPosition(tx, null)
  for (const table of chainRows) await tx.query(`delete from ${table}`, [])
  await tx.query('delete from projection_undo', [])
}

import type { Queryable } from '../client/queryable.ts'
import { setUndoPosition } from '../follower/setUndoPosition.ts'
import { undoableTables } from './undoableTables.ts'

/**
 * Empties the projections of the chain inside a transaction; readers see the old rows until it commits. Keeps the follower from writing
 * meanwhile by a lock on blocks (share row exclusive), which every step of its takes for writing.
 */
export async function clearChainRows(tx: Queryable): Promise<void> {
  await tx.query('lock table blocks in share row exclusive mode', [])
  await setUndoPosition(tx, null)
  const tables = await tx.query<{ name: string }>(`select distinct name from unnest(array${undoableTables}) as name`, [])
  for (const { name } of tables) await tx.query(`delete from "${name}"`, [])
  await tx.query('delete from chain_statement', [])
  await tx.query('delete from projection_undo', [])
}

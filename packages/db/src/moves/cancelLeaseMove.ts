import { cancellableMoveStates } from '@infinitio/domain'
import type { Queryable } from '../client/queryable.ts'
import { type LeaseMoveRow, leaseMoveColumns } from './leaseMoveRow.ts'

/**
 * Stops a move where it stands, if names have not gone over, and answers with it; null when it is too late, or somebody was first. No step can be taken
 * of it from then on. Index: lease_moves (move_id). Locks the row.
 */
export async function cancelLeaseMove(db: Queryable, { moveId }: { moveId: string }): Promise<LeaseMoveRow | null> {
  const [row] = await db.query<LeaseMoveRow>(
    `update lease_moves m set state = 'cancelling', failed_at = state, updated_at = now() where move_id = $1 and state = any($2) returning ${leaseMoveColumns}`,
    [moveId, cancellableMoveStates],
  )
  return row ?? null
}

import { assert, canMoveGo, type MoveState } from '@infinitio/domain'
import type { Queryable } from '../client/queryable.ts'

/** One step of a move: where it stands then, and what it knows since. */
export type LeaseMoveStep =
  | { to: Exclude<MoveState, 'failed' | 'done' | 'cancelling'>; snapshotId?: string; endRelay?: string }
  | { to: 'done'; oldEnded: boolean; code: string | null }
  | { to: 'failed'; code: string }

/** Takes a step of a move that still stands at `from`; false when somebody else took it, or it was cancelled. Index: lease_moves (move_id). Locks the row. */
export async function advanceLeaseMove(
  db: Queryable,
  { moveId, from, step }: { moveId: string; from: MoveState; step: LeaseMoveStep },
): Promise<boolean> {
  assert(canMoveGo(from, step.to), 'a move takes its steps in their order')
  const rows = await db.query(
    `update lease_moves set state = $3, failed_at = case $3 when 'failed' then state when 'cancelled' then failed_at end, code = $4, snapshot_id = coalesce($5, snapshot_id),
       end_relay = coalesce($6, end_relay), old_ended = $7, updated_at = now()
     where move_id = $1 and state = $2 returning 1`,
    [
      ...[moveId, from, step.to, 'code' in step ? step.code : null],
      ...['snapshotId' in step ? step.snapshotId : null, 'endRelay' in step ? step.endRelay : null, step.to === 'done' && step.oldEnded],
    ],
  )
  return rows.length > 0
}

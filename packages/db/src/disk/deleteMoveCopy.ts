import { zeroHex32 } from '@infinitio/domain'
import type { Queryable } from '../client/queryable.ts'

/**
 * Deletes the copy that a move made, unless it is whole and its renter can open it: else nobody has a use for it, and it takes the account's room. A machine
 * that is still at it stops. Index: disk_snapshots (snapshot_id). Locks the row.
 */
export async function deleteMoveCopy(tx: Queryable, { snapshotId }: { snapshotId: string }): Promise<void> {
  await tx.query(
    `update disk_snapshots set deleted_at = now() where snapshot_id = $1 and deleted_at is null and (renter_key = $2 or state <> 'stored')`,
    [snapshotId, zeroHex32],
  )
}

import { cancelLeaseMove, deleteMoveCopy, findLeaseMove, findLeaseMoveFacts, takeBackDiskRestore } from '@infinitio/db'
import { type Address, cancelRefusal, isRefusal, type Refusal } from '@infinitio/domain'
import type { MoveWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { describeMove } from './describeMove.ts'
import { findOwnLease } from '../leases/findOwnLease.ts'

/**
 * Cancels the newest move of a lease where it stands: the old lease goes on at once, the copy that was made for the move is deleted, and the new disk
 * begins with nothing. The new lease, if there is one, is its renter's to end. Safe to repeat. Refuses with `lease.unknown`, `auth.forbidden`,
 * `lease.not_holder`, `move.over`, `move.too_late`.
 */
export async function cancelMove(services: Services, { account, leaseId }: { account: Address; leaseId: string }): Promise<MoveWire | Refusal> {
  const { db, logger, hub } = services
  const own = await findOwnLease(services, { account, leaseId, act: 'cancelMove' })
  if (isRefusal(own)) return own
  const move = await findLeaseMove(db, own.row)
  if (move === null || move.account !== account) return { rejected: 'move.over' }
  const { moveId } = move
  const stopped = await db.transaction(async (tx) => {
    const row = await cancelLeaseMove(tx, { moveId })
    if (row === null) return null
    const { snapshotJson, snapshotId, newBidHash } = row
    // A snapshot that the move began with is the renter's own.
    if (snapshotJson !== null && snapshotId !== null) await deleteMoveCopy(tx, { snapshotId })
    await takeBackDiskRestore(tx, { bidHash: newBidHash, code: 'move.cancelled' })
    return row
  })
  if (stopped !== null) logger.info({ moveId, leaseId, state: stopped.failedAt }, 'a move was cancelled')
  hub.wake()
  const now = await findLeaseMoveFacts(db, { moveId })
  return now === null ? { rejected: 'move.over' } : (cancelRefusal(now.state) ?? describeMove(now))
}

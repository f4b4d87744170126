import type { LeaseMoveFacts } from '@infinitio/db'
import type { MoveWire } from '@infinitio/domain/wire'

/** A move as its renter sees it. Pure. */
export function describeMove(move: LeaseMoveFacts): MoveWire {
  const seconds = (date: Date) => Math.floor(date.getTime() / 1_000)
  const hasSwitched = move.state === 'ending' || move.state === 'done'
  const newLease = move.newLeaseId?.toString() ?? null
  return {
    moveId: move.moveId,
    state: move.state,
    failedAt: move.failedAt,
    code: move.code,
    fromLeaseId: move.leaseId.toString(),
    toLeaseId: newLease,
    snapshotId: move.snapshotId,
    percent: move.state === 'restoring' ? move.restorePercent : null,
    workingLeaseId: hasSwitched && newLease !== null ? newLease : move.leaseId.toString(),
    oldEnded: move.oldEnded,
    oldLost: move.oldLeaseLost,
    newOver: newLease === null || move.newLeaseLost || move.newLeaseState === 'ended' || move.newLeaseState === 'closed',
    startedAt: seconds(move.createdAt),
    updatedAt: seconds(move.updatedAt),
  }
}

import type { LeaseMoveFacts } from '@infinitio/db'
import { assertNever, type ErrorCode, isErrorCode } from '@infinitio/domain'

/** The next step in moving a lease to another machine. */
export type MoveAction =
  | { kind: 'wait' }
  | { kind: 'placeOrder' }
  | { kind: 'started' }
  | { kind: 'requestSnapshot' }
  | { kind: 'handOver' }
  | { kind: 'restored' }
  | { kind: 'switchNames' }
  | { kind: 'endOld' }
  | { kind: 'followEnd'; relayId: string }
  | { kind: 'done' }
  | { kind: 'cancelled' }
  | { kind: 'fail'; code: ErrorCode }

/**
 * A move to another machine fails if it stays in one of these states for longer than this many seconds. An order is valid for ten minutes, and a machine may
 * take ten minutes to become ready.
 */
const patienceSeconds = { ordering: 900, starting: 900, restoring: 600 } as const

/**
 * Returns the next step of a move to another machine. The step is calculated only from rows of the database, so any server can continue after a crash. The old
 * lease ends only after the new one has the data and the host names. If a step fails before that, the old lease continues unchanged.
 */
export function moveStep(move: LeaseMoveFacts): MoveAction {
  switch (move.state) {
    case 'ordering':
      if (move.newLeaseId !== null) return { kind: 'started' }
      if (move.orderCode !== null) return fail(move.orderCode)
      if (!move.orderAccepted) return { kind: 'placeOrder' }
      return waitFor(move, patienceSeconds.ordering)
    case 'starting':
      if (isOver(move.newLeaseState) || move.newLeaseLost) return fail('move.new_lease_over')
      if (needsOld(move) && oldIsOver(move)) return fail('move.old_lease_over')
      if (move.newLeaseState !== 'active') return waitFor(move, patienceSeconds.starting)
      return needsOld(move) ? { kind: 'requestSnapshot' } : { kind: 'handOver' }
    case 'copying':
      if (move.snapshotState === 'stored') return { kind: 'handOver' }
      if (move.snapshotState === 'failed') return fail(move.snapshotCode)
      if (move.snapshotState === null) return fail('snapshot.unknown')
      if (isOver(move.newLeaseState) || move.newLeaseLost) return fail('move.new_lease_over')
      return oldIsOver(move) ? fail('move.old_lease_over') : { kind: 'wait' }
    case 'restoring':
      if (move.restoreState === 'done') return { kind: 'restored' }
      if (move.restoreState === 'failed') return fail(move.restoreCode)
      if (isOver(move.newLeaseState) || move.newLeaseLost) return fail('move.new_lease_over')
      return waitFor(move, patienceSeconds.restoring)
    case 'switching':
      return { kind: 'switchNames' }
    case 'ending':
      if (oldIsOver(move)) return { kind: 'done' }
      return move.endRelay === null ? { kind: 'endOld' } : { kind: 'followEnd', relayId: move.endRelay }
    case 'cancelling':
      // After a cancellation, wait until it is known whether the new lease exists and must be ended, but at most 15 minutes (`patienceSeconds.ordering`). The
      // order expires after ten minutes.
      return isOrderOpen(move) && move.stillSeconds <= patienceSeconds.ordering ? { kind: 'wait' } : { kind: 'cancelled' }
    case 'done':
    case 'failed':
    case 'cancelled':
      return { kind: 'wait' }
    default:
      return assertNever(move.state)
  }
}

/** Returns true if the order was placed and may still create a lease. */
function isOrderOpen({ orderAccepted, orderCode, newLeaseId }: LeaseMoveFacts): boolean {
  return orderAccepted && orderCode === null && newLeaseId === null
}

/** Returns true if the move needs data from the old machine. A move from an existing snapshot does not. */
function needsOld({ snapshotJson }: LeaseMoveFacts): boolean {
  return snapshotJson !== null
}

function oldIsOver({ oldLeaseState, oldLeaseLost }: LeaseMoveFacts): boolean {
  return isOver(oldLeaseState) || oldLeaseLost
}

function isOver(state: LeaseMoveFacts['oldLeaseState']): boolean {
  return state === 'ended' || state === 'closed'
}

function waitFor({ stillSeconds }: LeaseMoveFacts, seconds: number): MoveAction {
  return stillSeconds > seconds ? fail('move.too_slow') : { kind: 'wait' }
}

function fail(code: string | null): MoveAction {
  return { kind: 'fail', code: code !== null && isErrorCode(code) ? code : 'api.internal' }
}

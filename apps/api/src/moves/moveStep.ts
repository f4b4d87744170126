import type { LeaseMoveFacts } from '@infinitio/db'
import { assertNever, type ErrorCode, isErrorCode } from '@infinitio/domain'

/** What is to be done about a move now. */
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

/** How long a step may show no sign of life. An order lives for ten minutes, a machine may take ten to be ready. */
const patienceSeconds = { ordering: 900, starting: 900, restoring: 600 } as const

/**
 * The next step of a move, from what is in the database alone, so that whoever looks next goes on where the last one was killed. The old lease is
 * ended when the new one has data and names, and not before; what fails before that leaves the old one as it was.
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
      // Who cancelled wants to know whether there is a new lease to end.
      return isOrderOpen(move) && move.stillSeconds <= patienceSeconds.ordering ? { kind: 'wait' } : { kind: 'cancelled' }
    case 'done':
    case 'failed':
    case 'cancelled':
      return { kind: 'wait' }
    default:
      return assertNever(move.state)
  }
}

/** Whether the order was handed in and may still make a lease. */
function isOrderOpen({ orderAccepted, orderCode, newLeaseId }: LeaseMoveFacts): boolean {
  return orderAccepted && orderCode === null && newLeaseId === null
}

/** A move from an older snapshot asks nothing of the old machine. */
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

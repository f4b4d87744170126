import type { Refusal } from '../errors/refusal.ts'

/** What a move of a workload to another machine does, in this order. */
export const moveSteps = ['ordering', 'starting', 'copying', 'restoring', 'switching', 'ending', 'done'] as const

/** How far a move is: a step of it, or how it came to nothing. */
export const moveStates = [...moveSteps, 'failed', 'cancelling', 'cancelled'] as const
export type MoveState = (typeof moveStates)[number]

/**
 * Where a move may go from each state. Until names go over it may fail or be cancelled, and the old lease is as it was; from `switching` on only what is
 * left to do is done. `cancelling` waits until it is known whether there is a new lease. Nothing leads out of the last three.
 */
export const moveTransitions = {
  ordering: ['starting', 'failed', 'cancelling'],
  starting: ['copying', 'restoring', 'failed', 'cancelling'],
  copying: ['restoring', 'failed', 'cancelling'],
  restoring: ['switching', 'failed', 'cancelling'],
  switching: ['ending'],
  ending: ['ending', 'done'],
  cancelling: ['cancelled'],
  done: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<MoveState, readonly MoveState[]>

/** Whether a move may go from one state to another. */
export function canMoveGo(from: MoveState, to: MoveState): boolean {
  const next: readonly MoveState[] = moveTransitions[from]
  return next.includes(to)
}

/** Whether nothing of a move will change any more. */
export function isMoveOver(state: MoveState): boolean {
  return moveTransitions[state].length === 0
}

/** The states in which a move can be cancelled. */
export const cancellableMoveStates: readonly MoveState[] = moveStates.filter((state) => canMoveGo(state, 'cancelling'))

/** Why a move cannot be cancelled; null when it can, or is already. Refuses with `move.too_late` once names go over, `move.over` when it failed before. */
export function cancelRefusal(state: MoveState): Refusal | null {
  if (cancellableMoveStates.includes(state) || state === 'cancelling' || state === 'cancelled') return null
  return { rejected: state === 'failed' ? 'move.over' : 'move.too_late' }
}

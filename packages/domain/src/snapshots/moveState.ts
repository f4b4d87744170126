import type { Refusal } from '../errors/refusal.ts'

/** The steps of a move of a workload to another machine, in sequence. */
export const moveSteps = ['ordering', 'starting', 'copying', 'restoring', 'switching', 'ending', 'done'] as const

/** The state of a move: the present step, or `failed`, `cancelling` or `cancelled`. */
export const moveStates = [...moveSteps, 'failed', 'cancelling', 'cancelled'] as const
export type MoveState = (typeof moveStates)[number]

/**
 * The next states of each state of a move. Before `switching`, a move may fail or be cancelled, and the old lease remains unchanged. From `switching` on, the
 * move can only continue. In `cancelling`, it is not yet known whether a new lease exists. `done`, `failed` and `cancelled` are final.
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

/** Returns true if a move may change from one state to another. */
export function canMoveGo(from: MoveState, to: MoveState): boolean {
  const next: readonly MoveState[] = moveTransitions[from]
  return next.includes(to)
}

/** Returns true if a move will not change again. */
export function isMoveOver(state: MoveState): boolean {
  return moveTransitions[state].length === 0
}

/** The states in which a move can be cancelled. */
export const cancellableMoveStates: readonly MoveState[] = moveStates.filter((state) => canMoveGo(state, 'cancelling'))

/**
 * Returns a refusal if a move cannot be cancelled, or null if it can be or is already cancelled. `move.too_late`: it has reached `switching`. `move.over`: it
 * failed.
 */
export function cancelRefusal(state: MoveState): Refusal | null {
  if (cancellableMoveStates.includes(state) || state === 'cancelling' || state === 'cancelled') return null
  return { rejected: state === 'failed' ? 'move.over' : 'move.too_late' }
}

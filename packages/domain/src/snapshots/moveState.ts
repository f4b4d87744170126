/** How far a move of a workload to another machine is, in this order; the last two are final. */
export const moveStates = ['ordering', 'starting', 'copying', 'restoring', 'switching', 'ending', 'done', 'failed'] as const
export type MoveState = (typeof moveStates)[number]

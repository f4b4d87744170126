/** The states of the check whether a machine is in its stated region. */
export const regionStates = ['consistent', 'false', 'unknown'] as const

/**
 * `consistent`: no evidence contradicts the region. `false`: the machine answered sooner than light can travel to it and back if it is in the region.
 * `unknown`: too few validators could judge.
 */
export type RegionState = (typeof regionStates)[number]

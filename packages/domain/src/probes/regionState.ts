/** The states of the check whether a machine is in its stated region. */
export const regionStates = ['consistent', 'false', 'unknown'] as const

/**
 * `consistent`: no evidence contradicts the region. `false`: the machine answered faster than light could come from it. `unknown`: too few validators could
 * judge.
 */
export type RegionState = (typeof regionStates)[number]

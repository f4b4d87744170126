/**
 * Whether a node is there, in the words of Nomad: `answering`; `suspect` when it said nothing, or nobody could reach it, for 20 s: it is hidden, and
 * its leases go on; `lost` when it gave no sign of life for 120 s: the leases it ran are over for it (ADR 53).
 */
export const nodeStates = ['answering', 'suspect', 'lost'] as const

/** One of the three. */
export type NodeState = (typeof nodeStates)[number]

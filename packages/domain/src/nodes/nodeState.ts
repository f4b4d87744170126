/**
 * The state of a node. `answering`: it sends heartbeats. `suspect`: for 20 s there was no heartbeat, or no connection to it, so it is hidden, but its leases
 * continue. `lost`: it has not responded for 120 s, so its leases end (ADR 53).
 */
export const nodeStates = ['answering', 'suspect', 'lost'] as const

/** The state of a node. */
export type NodeState = (typeof nodeStates)[number]

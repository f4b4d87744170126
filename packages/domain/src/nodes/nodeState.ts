/**
 * The state of a node, in Nomad's words. `answering`: it sends heartbeats. `suspect`: no heartbeat, or no reachable connection, for 20 s, so it
 * is hidden, but its leases continue. `lost`: not responding for 120 s, so its leases end (ADR 53).
 */
export const nodeStates = ['answering', 'suspect', 'lost'] as const

/** The state of a node. */
export type NodeState = (typeof nodeStates)[number]

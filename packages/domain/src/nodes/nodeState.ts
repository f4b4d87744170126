/**
 * The state of a node. `answering`: it sends heartbeats and has a connection. `suspect`: for 20 s it sent no heartbeat or had no connection, so it is hidden,
 * but its leases continue. `lost`: for 120 s it had neither, so its leases end (ADR 53).
 */
export const nodeStates = ['answering', 'suspect', 'lost'] as const

/** The state of a node. */
export type NodeState = (typeof nodeStates)[number]

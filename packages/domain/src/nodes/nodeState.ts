/**
 * The state of a node. `answering`: it sends heartbeats and has a connection. `suspect`: for 20 s it sent no heartbeat or had no connection, so it is hidden,
 * but its leases continue. `lost`: for 120 s it had neither, so its leases end (ADR 53).
 */
export const nodeStates = ['answering', 'suspect', 'lost'] as const

/** The state of a node. */
export type NodeState = (typeof nodeStates)[number]

/**
 * The states of a machine as its provider sees them. `listed`: renters can rent it. `rented`: all its GPUs are in leases. `paused`: it has no ask that renters
 * can take. `suspect`, `lost`: it does not respond. `delisted`: its provider's bond is too small, or the operator delisted it. `retired`: its
 * provider removed it.
 */
export const providerNodeStates = ['listed', 'rented', 'paused', 'suspect', 'lost', 'delisted', 'retired'] as const

/**
 * The error code for each reason why a machine cannot be rented now. A draft, the command line and a hold give one reason the same code as the matcher does.
 */
export const unavailableCodes = {
  suspect: 'node.silent',
  lost: 'node.silent',
  full: 'order.node_taken',
  paused: 'order.ask_gone',
  private: 'order.private_listing',
  delisted: 'order.ask_gone',
  retired: 'order.ask_gone',
} as const

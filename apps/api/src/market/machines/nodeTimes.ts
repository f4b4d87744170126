/**
 * The number of seconds after which a node without a heartbeat or without a tunnel counts as suspect (and is hidden), and the number after which a node with
 * neither counts as lost (and its leases end).
 */
export type NodeTimes = { readonly suspectAfterSeconds: number; readonly lostAfterSeconds: number }

/** The usual time limits, in seconds. The contract accepts no shorter silence than 120 s for a loss. */
export const usualNodeTimes: NodeTimes = { suspectAfterSeconds: 20, lostAfterSeconds: 120 }

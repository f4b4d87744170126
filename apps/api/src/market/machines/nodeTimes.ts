/**
 * The number of seconds after which a node without a heartbeat or without a tunnel counts as suspect (and is hidden), and the number after which a node with
 * neither counts as lost (and its leases end).
 */
export type NodeTimes = { readonly suspectAfterSeconds: number; readonly lostAfterSeconds: number }

/**
 * The usual time limits. A node is hidden if it sent no heartbeat for 20 s, or had no tunnel for 20 s so that renters could not reach it. Agents send
 * heartbeats every 5 s, and gateways confirm their tunnels every 5 s. A gateway that restarts has its tunnels again in less than 20 s. After 120 s with neither
 * a heartbeat nor a tunnel the node counts as lost. The contract accepts no shorter silence for a loss.
 */
export const usualNodeTimes: NodeTimes = { suspectAfterSeconds: 20, lostAfterSeconds: 120 }

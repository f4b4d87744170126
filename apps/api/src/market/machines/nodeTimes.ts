/** Seconds without a heartbeat after which a node is suspect, and after which it is lost. */
export type NodeTimes = { readonly suspectAfterSeconds: number; readonly lostAfterSeconds: number }

/**
 * A node is hidden if it sent no heartbeat for 20 s, or had no tunnel for 20 s and so could not be reached by renters. Agents send heartbeats every 5 s,
 * gateways confirm their tunnels every 5 s, and a gateway that restarts has its tunnels again in less than 20 s. After 120 s the node is lost; the contract
 * accepts a loss from then on.
 */
export const usualNodeTimes: NodeTimes = { suspectAfterSeconds: 20, lostAfterSeconds: 120 }

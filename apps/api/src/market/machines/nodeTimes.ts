/** After how many seconds without a sign of life a node is suspect, and lost. */
export type NodeTimes = { readonly suspectAfterSeconds: number; readonly lostAfterSeconds: number }

/**
 * A node that says nothing for 20 s, or that no renter could reach for so long because it has no tunnel, is hidden: agents speak and gateways touch
 * their tunnels every 5 s, and a gateway that restarts has its tunnels back in less. After 120 s, which is what the contract takes for a loss, it is lost.
 */
export const usualNodeTimes: NodeTimes = { suspectAfterSeconds: 20, lostAfterSeconds: 120 }

/**
 * A node that says nothing for so long, or that no renter could reach for so long because it has no tunnel, is hidden. Agents speak and gateways
 * touch their tunnels every 5 s; a gateway that restarts has its tunnels back in less.
 */
export const silentAfterSeconds = 20

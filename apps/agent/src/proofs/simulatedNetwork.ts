/** The number of bits that a /32 has more than the network 3fff::/20, which is reserved for documentation. */
const freeBits = 12

/**
 * Returns the network that a simulated machine names: one /32 of 3fff::/20, from the first bits of its id. All simulated machines run on one computer, so their
 * own addresses would be one site. Only the development chain accepts a named network.
 */
export function simulatedNetwork(nodeId: string): string {
  const number = Number.parseInt(nodeId.slice(2, 10), 16) % 2 ** freeBits
  return `3fff:${number.toString(16)}::`
}

/** A /32 prefix is this many bits longer than the prefix of 3fff::/20, the network that is reserved for documentation. */
const freeBits = 12

/**
 * Returns the network that a simulated machine states as its own: one /32 of 3fff::/20, from the first bits of its id. All simulated machines run on one
 * computer, so by their real address they would all count as one site. Only the development chain accepts a network that a machine states itself.
 */
export function simulatedNetwork(nodeId: string): string {
  const number = Number.parseInt(nodeId.slice(2, 10), 16) % 2 ** freeBits
  return `3fff:${number.toString(16)}::`
}

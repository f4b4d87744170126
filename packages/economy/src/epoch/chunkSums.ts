/** The largest number of nodes in a chunk, so that its arithmetic and its data fit into one transaction. */
export const nodesPerChunk = 64

/**
 * Returns the depth of the sum tree over this number of machines (`nodes`). The tree has 2^depth chunks, which are groups of up to 64 machines; the last ones
 * may be empty.
 */
export function chunkDepth(nodes: number): number {
  const chunks = Math.max(1, Math.ceil(nodes / nodesPerChunk))
  return Math.ceil(Math.log2(chunks))
}

/**
 * Returns all sums of the sum tree over the nodes' earnings, in PToken base units. Index 0 is the root; the children of index i are at 2i + 1 and 2i + 2; the
 * chunks come last.
 */
export function chunkSums(earned: readonly bigint[]): bigint[] {
  const chunks = 2 ** chunkDepth(earned.length)
  const sums = new Array<bigint>(2 * chunks - 1).fill(0n)
  for (const [place, amount] of earned.entries()) {
    const chunk = chunks - 1 + Math.floor(place / nodesPerChunk)
    sums[chunk] = (sums[chunk] ?? 0n) + amount
  }
  for (let at = chunks - 2; at >= 0; at -= 1) sums[at] = (sums[2 * at + 1] ?? 0n) + (sums[2 * at + 2] ?? 0n)
  return sums
}

import type { Address } from '@infinitio/domain'
import { nodesPerChunk } from './chunkSums.ts'
import type { ShownLeaf } from './describeEpoch.ts'

/** The position at which an epoch counts a node: its provider, the chunk (group of up to 64 nodes) in the provider's list, and the index in the chunk. */
export type NodePosition = { provider: Address; chunk: number; position: number }

/** Returns the two positions at which an epoch counts the same node, or null if it counts each node once. */
export function repeatedNode(leaves: readonly ShownLeaf[]): readonly [NodePosition, NodePosition] | null {
  const seen = new Map<string, NodePosition>()
  for (const { provider, inputs } of leaves) {
    for (const [place, { nodeId }] of inputs.shares.entries()) {
      const here = { provider, chunk: Math.floor(place / nodesPerChunk), position: place % nodesPerChunk }
      const before = seen.get(nodeId)
      if (before !== undefined) return [before, here]
      seen.set(nodeId, here)
    }
  }
  return null
}

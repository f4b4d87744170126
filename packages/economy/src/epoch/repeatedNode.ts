import type { Address } from '@infinitio/domain'
import { nodesPerChunk } from './chunkSums.ts'
import type { ShownLeaf } from './describeEpoch.ts'

/** Where an epoch counts a node: which chunk of which provider, and which of the chunk's shares. */
export type NodePosition = { provider: Address; chunk: number; position: number }

/** Returns two places at which an epoch counts one node; null where it counts each node once. */
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

import type { NodeFacts } from './epochFacts.ts'

/**
 * Neutral values for facts about which validators sign no statements yet: the measured speed of a node, and its network prefix. Without speed, Q (quality) can
 * reach only the weights of proofs and reliability. With one prefix for all, each node is at its provider's only site, which adds no bonus. Real values replace
 * these once they can be proven.
 */
export const notYetCounted = {
  quality: { speed: 0n },
  site: '',
} as const satisfies { quality: Omit<NodeFacts['quality'], 'proofs' | 'reliability'> } & Pick<NodeFacts, 'site'>

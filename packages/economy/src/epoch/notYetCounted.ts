import type { NodeFacts } from './epochFacts.ts'

/**
 * Facts that are not attested yet, and their neutral values: proofs of hardware, measured speed and network prefixes. So Q is at most the weight of
 * reliability. Each node is at its provider's only site, which adds no bonus. They become facts of the epoch once they can be proven.
 */
export const notYetCounted = {
  quality: { proofs: 0n, speed: 0n },
  site: '',
} as const satisfies { quality: Omit<NodeFacts['quality'], 'reliability'> } & Pick<NodeFacts, 'site'>

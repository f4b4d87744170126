import type { NodeFacts } from './epochFacts.ts'

/**
 * Facts that are not attested yet, with neutral values: measured speed and network prefixes. So Q is at most the weight of proofs and reliability. Each node
 * counts as at its provider's only site, which adds no bonus. These facts get real values once they can be proven.
 */
export const notYetCounted = {
  quality: { speed: 0n },
  site: '',
} as const satisfies { quality: Omit<NodeFacts['quality'], 'proofs' | 'reliability'> } & Pick<NodeFacts, 'site'>

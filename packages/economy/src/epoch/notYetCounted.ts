import { WAD } from '../fixed/wad.ts'
import type { NodeFacts, ProviderFacts } from './epochFacts.ts'

/**
 * What nobody attests yet, in the one place where it counts as none: measured speeds, carbon proofs, network prefixes, bounties. Each node is
 * at its provider's one site, which adds no bonus. With their contracts and proofs these become facts of the epoch.
 */
export const notYetCounted = {
  measured: { measured: 0n, reference: WAD },
  provenEnergy: 0n,
  site: '',
  contributions: [],
} as const satisfies { measured: NodeFacts['quality']['gpu'] } & Pick<NodeFacts, 'provenEnergy' | 'site'> & Pick<ProviderFacts, 'contributions'>

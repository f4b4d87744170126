import { WAD } from '../fixed/wad.ts'
import type { NodeFacts } from './epochFacts.ts'

/**
 * What nobody attests yet, in the one place where it counts as none: measured speeds and network prefixes. Each node is at its provider's one site, which adds
 * no bonus. With their proofs these become facts of the epoch.
 */
export const notYetCounted = {
  measured: { measured: 0n, reference: WAD },
  site: '',
} as const satisfies { measured: NodeFacts['quality']['gpu'] } & Pick<NodeFacts, 'site'>

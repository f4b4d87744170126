import { WAD } from '../fixed/wad.ts'
import type { NodeFacts } from './epochFacts.ts'

/**
 * Facts that are not attested yet, and their neutral values: measured speeds and network prefixes. Each node is at its provider's only site,
 * which adds no bonus. They become facts of the epoch once they can be proven.
 */
export const notYetCounted = {
  measured: { measured: 0n, reference: WAD },
  site: '',
} as const satisfies { measured: NodeFacts['quality']['gpu'] } & Pick<NodeFacts, 'site'>

import type { EpochTerms } from '../epoch/epochTerms.ts'
import type { NodeShare } from '../epoch/chunkTree.ts'
import type { EconomyParameters } from '../parameters.ts'
import { nodeEmission } from './nodeEmission.ts'
import { programmeShare } from './programmeShare.ts'
import { rebateOf } from './rebateOf.ts'

/**
 * What a node earns in an epoch before the limit of the whole epoch, in PToken base units. `emission` is T, the result of the emission formula (see
 * `nodeEmission`), which limits the rebate. `weight` is the node's weight in incentive programmes.
 */
export type Earned = { emission: bigint; weight: bigint; rebate: bigint; programmeShares: bigint }

/** Calculates what a node adds to its provider's pay in an epoch, from the node's inputs. */
export function earnedOf(
  { node, programmes }: Omit<NodeShare, 'nodeId'>,
  { terms, parameters }: { terms: Pick<EpochTerms, 'common' | 'budgets'>; parameters: EconomyParameters },
): Earned {
  const { emission, weight } = nodeEmission(node, terms.common, parameters)
  const shares = terms.budgets.filter((_, place) => ((programmes >> BigInt(place)) & 1n) === 1n)
  return {
    ...{ emission, weight },
    rebate: rebateOf({ emission, burned: node.burned }, parameters),
    programmeShares: shares.reduce((sum, { budget, weightOfAll }) => sum + programmeShare({ budget, weight, weightOfAll }), 0n),
  }
}

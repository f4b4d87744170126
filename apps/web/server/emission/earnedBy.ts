import { type EconomyParameters, type EpochDocument, nodeEmission, programmeShare, rebateOf } from '@infinitio/sdk/emission'

/** A node of a leaf, with the bits of the programmes it earns of. */
type Share = EpochDocument['leaves'][number]['inputs']['shares'][number]

/** What a node earned before the cap, in PToken base units: T, its rebate, and its shares of programmes. */
export function earnedBy({ node, programmes }: Share, terms: EpochDocument['terms'], parameters: EconomyParameters) {
  const { emission, weight } = nodeEmission(node, terms.common, parameters)
  const shares = terms.budgets.filter((_, place) => ((programmes >> BigInt(place)) & 1n) === 1n)
  return {
    emission,
    rebate: rebateOf({ emission, burned: node.burned }, parameters),
    programmeShares: shares.reduce((sum, { budget, weightOfAll }) => sum + programmeShare({ budget, weight, weightOfAll }), 0n),
  }
}

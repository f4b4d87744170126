import { nodeEmission } from '../emission/nodeEmission.ts'
import { payableOf } from '../emission/payableOf.ts'
import { programmeShare } from '../emission/programmeShare.ts'
import { rebateOf } from '../emission/rebateOf.ts'
import type { EconomyParameters } from '../parameters.ts'
import type { EpochTerms } from './epochTerms.ts'
import type { LeafInputs } from './leafInputs.ts'

/**
 * What a provider's leaf must say by its inputs, in PToken base units. Throws for inputs that no arithmetic takes: such a leaf is never right. Twin of
 * `EmissionCheckLib.cumulativeOf`.
 */
export function cumulativeOf(terms: EpochTerms, { inputs, parameters }: { inputs: LeafInputs; parameters: EconomyParameters }): bigint {
  if (!inputs.isBonded || !inputs.hasVerifiedTask) return inputs.before
  let due = 0n
  for (const { node, programmes } of inputs.shares) {
    const { emission, weight } = nodeEmission(node, terms.common, parameters)
    due += rebateOf({ emission, burned: node.burned }, parameters)
    for (const [at, { budget, weightOfAll }] of terms.budgets.entries())
      if ((programmes >> BigInt(at)) & 1n) due += programmeShare({ budget, weight, weightOfAll })
  }
  return inputs.before + payableOf(due, { dueToAll: terms.due, available: terms.available })
}

import { earnedOf } from '../emission/earnedOf.ts'
import { payableOf } from '../emission/payableOf.ts'
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
  for (const share of inputs.shares) {
    const { rebate, programmeShares } = earnedOf(share, { terms, parameters })
    due += rebate + programmeShares
  }
  return inputs.before + payableOf(due, { dueToAll: terms.due, available: terms.available })
}

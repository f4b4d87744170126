import { earnedOf } from '../emission/earnedOf.ts'
import { payableOf } from '../emission/payableOf.ts'
import type { EconomyParameters } from '../parameters.ts'
import type { EpochTerms } from './epochTerms.ts'
import type { NodeShare } from './chunkTree.ts'
import type { LeafInputs } from './leafInputs.ts'

/**
 * Returns the correct leaf of a provider from the top of its inputs, in PToken base units. Throws if the inputs have no valid result; then every leaf with them
 * is wrong. Calculates the same as `EmissionCheckLib.cumulativeOf`.
 */
export function cumulativeOf(terms: EpochTerms, { before, isBonded, hasVerifiedTask, sums }: LeafInputs): bigint {
  if (!isBonded || !hasVerifiedTask) return before
  return before + payableOf(sums[0] ?? 0n, { dueToAll: terms.due, available: terms.available })
}

/**
 * Returns the earnings of some nodes before the limit, in PToken base units. Throws for shares without a valid result. Calculates the same as
 * `EmissionCheckLib.dueOf`.
 */
export function dueOf(terms: EpochTerms, { shares, parameters }: { shares: readonly NodeShare[]; parameters: EconomyParameters }): bigint {
  return shares.reduce((due, share) => {
    const { rebate, programmeShares } = earnedOf(share, { terms, parameters })
    return due + rebate + programmeShares
  }, 0n)
}

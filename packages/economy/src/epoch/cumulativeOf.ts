import { earnedOf } from '../emission/earnedOf.ts'
import { payableOf } from '../emission/payableOf.ts'
import type { EconomyParameters } from '../parameters.ts'
import type { EpochTerms } from './epochTerms.ts'
import type { NodeShare } from './chunkTree.ts'
import type { LeafInputs } from './leafInputs.ts'

/**
 * What a provider's leaf must say by the top of its inputs, in PToken base units. Throws for inputs that no arithmetic takes: such a leaf is never right.
 * Twin of `EmissionCheckLib.cumulativeOf`.
 */
export function cumulativeOf(terms: EpochTerms, { before, isBonded, hasVerifiedTask, sums }: LeafInputs): bigint {
  if (!isBonded || !hasVerifiedTask) return before
  return before + payableOf(sums[0] ?? 0n, { dueToAll: terms.due, available: terms.available })
}

/** What some nodes earned before the cap, in PToken base units. Throws for shares that no arithmetic takes. Twin of `EmissionCheckLib.dueOf`. */
export function dueOf(terms: EpochTerms, { shares, parameters }: { shares: readonly NodeShare[]; parameters: EconomyParameters }): bigint {
  return shares.reduce((due, share) => {
    const { rebate, programmeShares } = earnedOf(share, { terms, parameters })
    return due + rebate + programmeShares
  }, 0n)
}

import { assert } from '@infinitio/domain'
import { halvedWad } from '../fixed/halvedWad.ts'
import { mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/** A finished lease or commitment: its value in PToken base units, the time since its end, and whether the account fulfilled it. */
export type PastCommitment = { value: bigint; ageSeconds: bigint; isFulfilled: boolean }

/**
 * The summed weights of an account's past leases and commitments, in PToken base units: `fulfilled` of those that the account fulfilled, `failed` of those that
 * it did not.
 */
export type PastWeights = { readonly fulfilled: bigint; readonly failed: bigint }

/**
 * Sums the weights of past leases and commitments, the fulfilled and the failed ones separately. A weight is the value, halved for each `historyHalfLife` since
 * the end, rounded down. Asserts that values are not negative.
 */
export function weightsOf(past: readonly PastCommitment[], { historyHalfLife }: Pick<EconomyParameters, 'historyHalfLife'>): PastWeights {
  let fulfilled = 0n
  let failed = 0n
  for (const { value, ageSeconds, isFulfilled } of past) {
    assert(value >= 0n, 'a commitment has a value')
    const weight = mulDown(value, halvedWad(ageSeconds, historyHalfLife))
    if (isFulfilled) fulfilled += weight
    else failed += weight
  }
  return { fulfilled, failed }
}

/**
 * Returns the estimated probability that an account fulfils a commitment (the mean of a Beta posterior), in [0, 1e18], rounded down. The prior, which decides
 * for an account without a past, has the weight `historyPrior` and the mean `historyPriorMean`. Calculates the same as `ReputationLib.meanOf` with the shipped
 * parameters.
 */
export function posteriorMean(
  { fulfilled, failed }: PastWeights,
  { historyPrior, historyPriorMean }: Pick<EconomyParameters, 'historyPrior' | 'historyPriorMean'>,
): bigint {
  return (historyPrior * historyPriorMean + fulfilled * WAD) / (historyPrior + fulfilled + failed)
}

import { assert } from '@infinitio/domain'
import { halvedWad } from '../fixed/halvedWad.ts'
import { mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/** A lease or commitment that is over: its value in PToken base units, and how long ago it ended. */
export type PastCommitment = { value: bigint; ageSeconds: bigint; isFulfilled: boolean }

/** What a past weighs, in PToken base units. */
export type PastWeights = { readonly fulfilled: bigint; readonly failed: bigint }

/** What past leases and commitments weigh: each its value, halved every `historyHalfLife` since it ended, rounded down. Asserts that values are not negative. */
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
 * The mean of the Beta posterior of keeping one's word, in [0, 1e18], rounded down: the prior weighs `historyPrior` at a mean of `historyPriorMean`.
 * Twin of `ReputationLib.meanOf` with the parameters as they are shipped.
 */
export function posteriorMean(
  { fulfilled, failed }: PastWeights,
  { historyPrior, historyPriorMean }: Pick<EconomyParameters, 'historyPrior' | 'historyPriorMean'>,
): bigint {
  return (historyPrior * historyPriorMean + fulfilled * WAD) / (historyPrior + fulfilled + failed)
}

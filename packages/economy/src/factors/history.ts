import { assert } from '@infinitio/domain'
import { halvedWad } from '../fixed/halvedWad.ts'
import { mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/** A lease or commitment that is over: its value in PToken base units, and how long ago it ended. */
export type PastCommitment = { value: bigint; ageSeconds: bigint; isFulfilled: boolean }

/**
 * H, in [0, 1e18]: the mean of the Beta posterior of keeping one's word. Each past lease or commitment weighs its value, halved every 90
 * days; the prior weighs `historyPrior` at a mean of `historyPriorMean`. Weights and the quotient are rounded down. Source: closed leases.
 */
export function history(past: readonly PastCommitment[], { historyHalfLife, historyPrior, historyPriorMean }: EconomyParameters): bigint {
  let kept = historyPrior * historyPriorMean
  let all = historyPrior
  for (const { value, ageSeconds, isFulfilled } of past) {
    assert(value >= 0n, 'a commitment has a value')
    const weight = mulDown(value, halvedWad(ageSeconds, historyHalfLife))
    all += weight
    if (isFulfilled) kept += weight * WAD
  }
  return kept / all
}

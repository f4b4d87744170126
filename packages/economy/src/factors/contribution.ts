import { assert } from '@infinitio/domain'
import { halvedWad } from '../fixed/halvedWad.ts'
import { least, mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * An accepted contribution of a provider: a bounty, an article or a tool. Its reviewers set `value` in 1e18 fixed point, where 1e18 is a whole contribution.
 */
export type AcceptedContribution = { value: bigint; ageSeconds: bigint }

/**
 * Returns C, the factor of the emission formula for contributions, in [0, 1e18]: the sum of the provider's accepted contributions, at most 1e18. The value of
 * each is halved every 90 days (`contributionHalfLife`) and rounded down.
 */
export function contribution(accepted: readonly AcceptedContribution[], { contributionHalfLife }: EconomyParameters): bigint {
  let sum = 0n
  for (const { value, ageSeconds } of accepted) {
    assert(value >= 0n, 'a contribution has a value')
    sum += mulDown(value, halvedWad(ageSeconds, contributionHalfLife))
  }
  return least(WAD, sum)
}

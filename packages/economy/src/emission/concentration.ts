import { assert } from '@infinitio/domain'
import { divDown, WAD } from '../fixed/wad.ts'
import { powWad } from '../fixed/powWad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Returns (θ ÷ s)^γ in 1e18 fixed point for a provider with a share s of verified compute above θ, otherwise 1. Because γ > 1, growing past θ lowers the
 * provider's total, the share times this factor. Rounded down, from s ÷ θ rounded down. Calculates the same as `EmissionMath.concentration`.
 */
export function concentration(share: bigint, { shareThreshold, sharePower }: EconomyParameters): bigint {
  assert(share >= 0n && share <= WAD, 'a share is within 0 and 1')
  return share <= shareThreshold ? WAD : (WAD * WAD) / powWad(divDown(share, shareThreshold), sharePower)
}

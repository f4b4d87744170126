import { assert } from '@infinitio/domain'
import { divDown, WAD } from '../fixed/wad.ts'
import { powWad } from '../fixed/powWad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * (θ ÷ s)^γ in 1e18 fixed point for a provider with the share s of verified compute above θ, else 1. As γ > 1, growing past θ lowers the
 * provider's total: the share times this falls. Rounded down, from s ÷ θ rounded down. Twin of `EmissionMath.concentration`.
 */
export function concentration(share: bigint, { shareThreshold, sharePower }: EconomyParameters): bigint {
  assert(share >= 0n && share <= WAD, 'a share is within 0 and 1')
  return share <= shareThreshold ? WAD : (WAD * WAD) / powWad(divDown(share, shareThreshold), sharePower)
}

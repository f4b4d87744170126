import { assert } from '@infinitio/domain'
import { mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Returns the bonus for several attested sites, in 1e18 fixed point: `siteBonus` × (1 − sum of the squared shares of the sites). 0 with one site and never the
 * whole bonus; a small site adds little. Rounded down. Calculates the same as `EmissionMath.siteBonus`.
 */
export function siteBonus(siteSquares: bigint, parameters: EconomyParameters): bigint {
  assert(siteSquares >= 0n && siteSquares <= WAD, 'squared shares sum to at most one')
  return mulDown(parameters.siteBonus, WAD - siteSquares)
}

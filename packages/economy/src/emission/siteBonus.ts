import { assert } from '@infinitio/domain'
import { mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * What spreading over attested sites adds, in 1e18 fixed point: `siteBonus` × (1 − sum of the squared shares of the sites). 0 with one site,
 * never the whole bonus, and a sliver of compute elsewhere adds a sliver. Rounded down. Twin of `EmissionMath.siteBonus`.
 */
export function siteBonus(siteSquares: bigint, parameters: EconomyParameters): bigint {
  assert(siteSquares >= 0n && siteSquares <= WAD, 'squared shares sum to at most one')
  return mulDown(parameters.siteBonus, WAD - siteSquares)
}

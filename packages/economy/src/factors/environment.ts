import { assert } from '@infinitio/domain'
import { mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Returns E, the factor of the emission formula for green energy, between `environmentFloor` and 1e18. It is `environmentFloor` without any proof, 1e18 if
 * audited proofs cover all of the node's energy, and linear between. `provenShare` is the covered fraction in 1e18 fixed point. Rounded down. Calculates the
 * same as `EmissionMath.environment`.
 */
export function environment(provenShare: bigint, { environmentFloor }: EconomyParameters): bigint {
  assert(provenShare >= 0n && provenShare <= WAD, 'what was proven is a share')
  return environmentFloor + mulDown(WAD - environmentFloor, provenShare)
}

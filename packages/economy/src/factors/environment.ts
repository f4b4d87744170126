import { assert } from '@infinitio/domain'
import { mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Returns E, the factor of the emission formula for green energy, in [floor, 1e18]: the floor without proof, 1 with audited proof of all of the node's energy,
 * linear between. `provenShare` is in 1e18 fixed point. Rounded down. Calculates the same as `EmissionMath.environment`. Source: audited carbon proofs.
 */
export function environment(provenShare: bigint, { environmentFloor }: EconomyParameters): bigint {
  assert(provenShare >= 0n && provenShare <= WAD, 'what was proven is a share')
  return environmentFloor + mulDown(WAD - environmentFloor, provenShare)
}

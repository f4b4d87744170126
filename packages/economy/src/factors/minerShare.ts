import { assert } from '@infinitio/domain'
import { WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

const mostNodes = 2n ** 64n - 1n

/**
 * Returns N, the factor of the emission formula for the number of active nodes, in (0, 1e18]: N0 ÷ (N0 + active nodes), rounded down. Calculates the same as
 * `EmissionMath.minerShare`. Source: the number of active nodes that validators attested.
 */
export function minerShare(activeNodes: bigint, { minersAtHalf }: EconomyParameters): bigint {
  assert(activeNodes >= 0n && activeNodes <= mostNodes, 'a count of nodes fits 64 bits')
  return (minersAtHalf * WAD) / (minersAtHalf + activeNodes)
}

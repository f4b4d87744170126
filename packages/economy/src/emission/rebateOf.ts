import { assert } from '@infinitio/domain'
import { least, mulDown } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Returns a node's rebate: min(T, κ × burned), where T is the emission formula's value and `burned` are the fees that its leases burned, in PToken base units,
 * rounded down. κ is at most 0.8, so that a provider who rents from itself burns more than it gets. Calculates the same as `EmissionMath.rebateOf`.
 */
export function rebateOf({ emission, burned }: { emission: bigint; burned: bigint }, { rebateShare }: EconomyParameters): bigint {
  assert(emission >= 0n && burned >= 0n, 'amounts are not negative')
  return least(emission, mulDown(rebateShare, burned))
}

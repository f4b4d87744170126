import { assert } from '@infinitio/domain'
import { least, mulDown } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Returns a node's rebate in PToken base units: the smaller of T and κ × burned, rounded down. T is the result of the emission formula, `burned` the fees that
 * the node's leases burned, and κ the parameter `rebateShare`. κ is at most 0.8, so a provider that rents its own machine burns more than the rebate that it
 * gets. Calculates the same as `EmissionMath.rebateOf`.
 */
export function rebateOf({ emission, burned }: { emission: bigint; burned: bigint }, { rebateShare }: EconomyParameters): bigint {
  assert(emission >= 0n && burned >= 0n, 'amounts are not negative')
  return least(emission, mulDown(rebateShare, burned))
}

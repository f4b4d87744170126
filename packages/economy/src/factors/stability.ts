import { assert } from '@infinitio/domain'
import { expWad } from '../fixed/expWad.ts'
import { mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Fractions in 1e18 fixed point. `availability` is the fraction of probes that the node answered, `faultRate` the fraction of its GPU time that was lost to
 * faults.
 */
export type StabilityFacts = { availability: bigint; faultRate: bigint }

/**
 * Returns S, the factor of the emission formula for stability, in [0, 1e18): 1 − exp(−k · availability · (1 − fault rate)), where k is `stabilityRate`. It does
 * not depend on how much hardware a provider has, because the factor B already pays in proportion to that. Rounded down.
 */
export function stability({ availability, faultRate }: StabilityFacts, { stabilityRate }: EconomyParameters): bigint {
  assert(availability >= 0n && availability <= WAD, 'availability is a share')
  assert(faultRate >= 0n && faultRate <= WAD, 'the fault rate is a share')
  const exponent = mulDown(stabilityRate, mulDown(availability, WAD - faultRate))
  return WAD - ceilDiv(WAD * WAD, expWad(exponent))
}

function ceilDiv(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b
}

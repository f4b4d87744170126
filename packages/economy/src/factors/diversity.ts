import { assert } from '@infinitio/domain'
import { log2Wad } from '../fixed/log2Wad.ts'
import { divDown, least, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Returns D, the factor of the emission formula for the diversity of a provider's GPU classes, in [0, 1e18]. It is the entropy of the provider's compute over
 * its classes, divided by the entropy of `diversityClasses` classes of equal size, at most 1. `computeOfClasses` has the compute of each class once, all in the
 * same unit. A small class adds little. Each term is rounded down.
 */
export function diversity(computeOfClasses: readonly bigint[], { diversityClasses }: EconomyParameters): bigint {
  const total = computeOfClasses.reduce((sum, compute) => sum + compute, 0n)
  if (computeOfClasses.length < 2 || total === 0n) return 0n
  let entropy = 0n
  for (const compute of computeOfClasses) {
    assert(compute >= 0n, 'compute is not negative')
    if (compute > 0n) entropy += (compute * log2Wad((total * WAD) / compute)) / total
  }
  return least(WAD, divDown(entropy, log2Wad(diversityClasses * WAD)))
}

import { assert } from '@infinitio/domain'
import { mulDown, WAD } from '../fixed/wad.ts'

/** The factors of the formula. `base` is in PToken base units, all others in 1e18 fixed point and at most 1. */
export type EmissionFactors = {
  base: bigint
  quality: bigint
  contribution: bigint
  history: bigint
  stability: bigint
  diversity: bigint
  demand: bigint
  minerShare: bigint
  regulator: bigint
  environment: bigint
}

/**
 * Returns T = B·(Q + C + H + S + D + M)·N·R·E in PToken base units: the value of a node's epoch before its limits. Multiplies in this sequence and rounds down
 * after each product, so that the error is below 4 units. Calculates the same as `EmissionMath.emissionOf`.
 */
export function emissionOf(factors: EmissionFactors): bigint {
  const { base, quality, contribution, history, stability, diversity, demand, minerShare, regulator, environment } = factors
  assert(base >= 0n && base < 1n << 128n, 'a base reward fits 128 bits')
  const added = [quality, contribution, history, stability, diversity, demand]
  for (const factor of [...added, minerShare, regulator, environment]) assert(factor >= 0n && factor <= WAD, 'a factor is within 0 and 1')
  const sum = added.reduce((total, factor) => total + factor, 0n)
  return mulDown(mulDown(mulDown(mulDown(base, sum), minerShare), regulator), environment)
}

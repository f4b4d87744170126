import { assert } from '@infinitio/domain'
import { WAD } from './wad.ts'

const half = WAD / 2n

/**
 * Returns the binary logarithm of a number of at least 1, both in 1e18 fixed point, rounded down by repeated squaring. The integer equals `log2`
 * of `@prb/math`. Absolute error below 1e-16.
 */
export function log2Wad(x: bigint): bigint {
  assert(x >= WAD, 'a logarithm is of a number from 1 on')
  const whole = BigInt((x / WAD).toString(2).length - 1)
  let result = whole * WAD
  let rest = x >> whole
  if (rest === WAD) return result
  for (let step = half; step > 0n; step >>= 1n) {
    rest = (rest * rest) / WAD
    if (rest < 2n * WAD) continue
    result += step
    rest >>= 1n
  }
  return result
}

import { assert } from '@infinitio/domain'
import { exp2Wad } from './exp2Wad.ts'
import { log2Wad } from './log2Wad.ts'
import { mulDown, WAD } from './wad.ts'

/** Returns base^exponent for a base of at least 1, all in 1e18 fixed point, rounded down. The integer equals `pow` of `@prb/math`. */
export function powWad(base: bigint, exponent: bigint): bigint {
  assert(base >= WAD && exponent >= 0n, 'a power has a base from 1 on and no negative exponent')
  if (base === WAD || exponent === 0n) return WAD
  return exponent === WAD ? base : exp2Wad(mulDown(log2Wad(base), exponent))
}

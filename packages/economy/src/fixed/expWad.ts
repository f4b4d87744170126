import { exp2Wad } from './exp2Wad.ts'
import { mulDown } from './wad.ts'

const log2OfE = 1_442_695_040_888_963_407n

/** Returns e^x for an exponent in [0, 133), both in 1e18 fixed point, rounded down. The integer equals `exp` of `@prb/math`. */
export function expWad(x: bigint): bigint {
  return exp2Wad(mulDown(x, log2OfE))
}

import { assert } from '@infinitio/domain'
import { WAD } from './wad.ts'

const mostExponent = 192n * WAD - 1n
const roots = rootsOfTwo()

/**
 * Returns 2^x for an exponent below 192, both in 1e18 fixed point, rounded down from 64 binary places. The integer equals `exp2` of `@prb/math`,
 * which multiplies the same 64 roots of two. Relative error below 1e-17.
 */
export function exp2Wad(x: bigint): bigint {
  assert(x >= 0n && x <= mostExponent, 'an exponent of two is within 0 and 192')
  const binary = (x << 64n) / WAD
  // The two halves of the fraction are of type number. Reading their bits is many times faster than reading the bits of a bigint.
  const upper = Number(BigInt.asUintN(32, binary >> 32n))
  const lower = Number(BigInt.asUintN(32, binary))
  let result = 1n << 191n
  for (let at = 0; at < 64; at += 1) {
    const bits = at < 32 ? upper : lower
    if (((bits >>> (31 - (at & 31))) & 1) === 1) result = (result * (roots[at] ?? 0n)) >> 64n
  }
  return (result * WAD) >> (191n - (binary >> 64n))
}

/** Returns 2^(1/2), 2^(1/4), … 2^(1/2^64) with 64 binary places. Calculates each with 256 binary places and rounds it to the nearest. */
function rootsOfTwo(): bigint[] {
  const places = 256n
  let root = 2n << places
  return Array.from({ length: 64 }, () => {
    root = squareRoot(root << places)
    return (root + (1n << (places - 65n))) >> (places - 64n)
  })
}

/** Returns the root, rounded down, by Newton's method from above. */
function squareRoot(value: bigint): bigint {
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (guess + value / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}

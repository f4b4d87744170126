import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exp2Wad } from './exp2Wad.ts'
import { expWad } from './expWad.ts'
import { halvedWad } from './halvedWad.ts'
import { log2Wad } from './log2Wad.ts'
import { powWad } from './powWad.ts'
import { WAD } from './wad.ts'

describe('fixed point', () => {
  test('equals slow series with 60 digits in powers and logarithms, but for the last places', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 40n * WAD), fc.bigInt(WAD, 10n ** 24n), fc.bigInt(0n, 4n * WAD), (exponent, base, power) => {
        expect(isNear(expWad(exponent), slowExp(exponent * fine) / fine, 10n ** 15n)).toBe(true)
        expect(isNear(exp2Wad(exponent), slowExp((exponent * slowLn(2n * WAD)) / WAD) / fine, 10n ** 16n)).toBe(true)
        expect(isNear(log2Wad(base) + WAD, (slowLn(base) * WAD) / slowLn(2n * WAD) + WAD, 10n ** 15n)).toBe(true)
        expect(isNear(powWad(base, power), slowExp((slowLn(base) * power) / WAD) / fine, 10n ** 14n)).toBe(true)
      }),
      { numRuns: 100, seed: 7_101 },
    )
  })

  test('is exact for whole exponents and powers of two', () => {
    for (const whole of [0n, 1n, 2n, 10n, 63n]) {
      expect(exp2Wad(whole * WAD)).toBe(2n ** whole * WAD)
      expect(log2Wad(2n ** whole * WAD)).toBe(whole * WAD)
      expect(halvedWad(90n * whole, 90n)).toBe(whole >= 60n ? 0n : (WAD * WAD) / (2n ** whole * WAD))
    }
    expect(powWad(3n * WAD, WAD)).toBe(3n * WAD)
    expect(powWad(3n * WAD, 0n)).toBe(WAD)
  })
})

const fine = 10n ** 42n
const one = WAD * fine

/** Returns e^x by Taylor's series in 60 decimal places: halves x 16 times first, and squares the result 16 times. */
function slowExp(x: bigint): bigint {
  const small = x >> 16n
  let sum = one
  let term = one
  for (let n = 1n; term > 0n; n += 1n) {
    term = (term * small) / one / n
    sum += term
  }
  for (let n = 0; n < 16; n += 1) sum = (sum * sum) / one
  return sum
}

/** Returns ln of a 1e18 number by Newton's method on `slowExp`, in 60 decimal places. */
function slowLn(value: bigint): bigint {
  const target = value * fine
  let guess = BigInt(Math.round(Math.log(Number(value) / 1e18) * 1e12)) * 10n ** 48n
  for (let n = 0; n < 4; n += 1) {
    const power = slowExp(guess)
    guess += (2n * one * (target - power)) / (target + power)
  }
  return guess
}

function isNear(value: bigint, expected: bigint, partsOf: bigint): boolean {
  const off = value > expected ? value - expected : expected - value
  return off <= expected / partsOf + 2n
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberOf } from './numberOf.ts'

test('converts a bigint like Number(), even when a number cannot hold it exactly', () => {
  const edges = [
    0n,
    1n,
    2n ** 31n,
    2n ** 32n - 1n,
    2n ** 32n,
    2n ** 53n - 1n,
    2n ** 53n,
    2n ** 53n + 1n,
    2n ** 64n - 1n,
    2n ** 64n,
    2n ** 256n - 1n,
    -1n,
    -(2n ** 60n),
  ]
  const wholes = fc.oneof(fc.constantFrom(...edges), fc.bigInt({ min: 0n, max: 2n ** 54n }), fc.bigInt())
  fc.assert(fc.property(wholes, (whole) => void expect(numberOf(whole)).toBe(Number(whole))))
})

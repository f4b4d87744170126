import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalRange } from './decimalRange.ts'

const number = fc.oneof(fc.bigInt({ min: 0n, max: 1_200n }), fc.bigInt({ min: 0n, max: 1n << 130n }))

test('matches exactly the numbers from the first to the last, without leading zeros', () => {
  const near = fc.bigInt({ min: -2n, max: 2n })
  fc.assert(
    fc.property(number, number, number, near, (one, other, any, step) => {
      const [min, max] = one < other ? [one, other] : [other, one]
      const pattern = new RegExp(decimalRange(min, max))
      for (const value of [any, min + step, max + step].filter((found) => found >= 0n)) {
        expect(pattern.test(String(value)), `${value} in ${min}–${max}`).toBe(value >= min && value <= max)
        expect(pattern.test(`0${value}`)).toBe(false)
      }
    }),
    { seed: 77, numRuns: 300 },
  )
})

test('stays short for whole ranges', () => {
  expect(decimalRange(0n, 255n)).toBe('^([0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]|[1-9][0-9])$')
})

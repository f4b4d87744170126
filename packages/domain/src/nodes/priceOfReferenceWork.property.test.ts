import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceOfReferenceWork } from '../index.ts'

const seed = Number(process.env.SEED ?? 65)
const prices = fc.bigInt({ min: 0n, max: 2n ** 96n - 1n })
const classes = fc.constantFrom('NVIDIA H100 SXM 80 GB', 'NVIDIA L4 24 GB', 'NVIDIA B200 180 GB', 'NVIDIA T4 16 GB')

test('prices an H100 at its own price, and an L4 at 9.6 times its price', () => {
  expect(priceOfReferenceWork({ price: 1_234n, className: 'NVIDIA H100 SXM 80 GB' })).toBe(1_234n)
  // The reference performances are 1,820 for the H100 and 190 for the L4, so the expected result is 1,900 × 1,820 ÷ 190 = 18,200.
  expect(priceOfReferenceWork({ price: 1_900n, className: 'NVIDIA L4 24 GB' })).toBe(18_200n)
  expect(priceOfReferenceWork({ price: 1n, className: 'NVIDIA L4 24 GB' })).toBe(10n)
})

test('returns null for a class without a data sheet, and for a slot', () => {
  expect(priceOfReferenceWork({ price: 1n, className: 'NVIDIA Z9' })).toBeNull()
  expect(priceOfReferenceWork({ price: 1n, className: 'CPU slot (development)' })).toBeNull()
})

test(`gives a higher price no better value, and keeps the sequence of two prices of one class (seed ${seed})`, () => {
  fc.assert(
    fc.property(prices, prices, classes, (one, other, className) => {
      const [low, high] = one < other ? [one, other] : [other, one]
      const value = (price: bigint) => priceOfReferenceWork({ price, className }) ?? -1n
      expect(value(low) <= value(high)).toBe(true)
      expect(value(low) >= 0n).toBe(true)
    }),
    { seed, numRuns: 200 },
  )
})

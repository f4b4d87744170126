import { expect, test } from 'vitest'
import { usefulPrices } from '#web/features/earn/earnBasis.ts'

const steps = (pays: readonly number[]) =>
  pays.map((pay, at) => ({ pricePerGpuSecond: String(at + 1), leases: 1, gpuSeconds: String(pay), pay: String(pay) }))
const pricesIn = (pays: readonly number[]) => usefulPrices(steps(pays)).prices.map(({ pricePerGpuSecond }) => Number(pricePerGpuSecond))

test('finds the price that would have earned most, and the lower one of two equal prices', () => {
  expect(usefulPrices(steps([3, 9, 9, 2])).best?.pricePerGpuSecond).toBe('2')
  expect(usefulPrices([])).toEqual({ prices: [], best: null })
})

test('shows five prices around the best, also at the ends', () => {
  expect(pricesIn([1, 2, 3, 4, 9, 5, 6, 7])).toEqual([3, 4, 5, 6, 7])
  expect(pricesIn([9, 2, 3, 4, 5, 6, 7])).toEqual([1, 2, 3, 4, 5])
  expect(pricesIn([1, 2, 3, 4, 5, 6, 9])).toEqual([3, 4, 5, 6, 7])
  expect(pricesIn([1, 9])).toEqual([1, 2])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../test/inventedEpoch.ts'
import { forecastCapacityOf, referencePrice } from '../index.ts'

describe('referencePrice', () => {
  const trade = (provider: number, price: number) => ({ provider: addressOf(provider), pricePerGpuHour: BigInt(price) })
  const tenAt = (price: number) => Array.from({ length: 10 }, (_, at) => trade(at, price + at))

  test('is the catalogue’s price until ten providers trade, then the median of their medians', () => {
    expect(referencePrice({ catalogue: 7n, trades: [] })).toBe(7n)
    expect(referencePrice({ catalogue: 7n, trades: tenAt(100).slice(1) })).toBe(7n)
    expect(referencePrice({ catalogue: 7n, trades: tenAt(100) })).toBe(104n)
    expect(referencePrice({ catalogue: 7n, trades: [...tenAt(100), trade(10, 1_000)] })).toBe(105n)
  })

  test('moves by one provider at most to its neighbours, however often and at whatever price it trades', () => {
    const arbitraryTrades = fc.array(fc.nat(10 ** 9), { maxLength: 40 })
    fc.assert(
      fc.property(arbitraryTrades, (prices) => {
        const moved = referencePrice({ catalogue: 7n, trades: [...tenAt(100), ...prices.map((price) => trade(99, price))] })
        expect(moved >= 104n && moved <= 105n).toBe(true)
      }),
      { numRuns: 100, seed: 7_151 },
    )
  })
})

test('multiplies, in forecastCapacityOf, hours by the price of each class, rounded down', () => {
  const classes = [
    { gpuSeconds: 36_000_000n, pricePerGpuHour: 5n },
    { gpuSeconds: 1_799n, pricePerGpuHour: 2n },
  ]
  expect(forecastCapacityOf(classes)).toBe(50_000n)
  expect(forecastCapacityOf([])).toBe(0n)
})

import { pTokenUnits } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { medianPrices, type Trade } from '../../src/index.ts'

const half = { intervalSeconds: 1_800, count: 4 }
const halfMs = 1_800_000
const nowMs = 100 * halfMs + 5
/** Makes a trade in the interval (half an hour) that lies `halvesAgo` intervals before the current one. */
const trade = (halvesAgo: number, price: bigint, afterMs = 0) =>
  ({ atMs: (100 - halvesAgo) * halfMs + afterMs, pricePerGpuSecond: pTokenUnits(price) }) as Trade

describe('medianPrices', () => {
  test('returns the median of each interval, oldest first, and null for one without a trade', () => {
    const trades = [trade(3, 9n), trade(3, 1n, 1), trade(3, 5n, halfMs - 1), trade(1, 8n), trade(0, 7n)]
    expect(medianPrices(trades, { ...half, nowMs })).toEqual([5n, null, 8n, 7n])
  })

  test('returns the lower one of two middle prices', () => {
    expect(medianPrices([trade(0, 4n), trade(0, 3n)], { ...half, nowMs }).at(-1)).toBe(3n)
  })

  test('leaves out trades before the first interval and after now', () => {
    expect(medianPrices([trade(4, 1n), trade(0, 2n, 6), trade(-1, 3n)], { ...half, nowMs })).toEqual([null, null, null, null])
  })
})

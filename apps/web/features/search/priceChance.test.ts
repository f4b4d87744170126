import { describe, expect, test } from 'vitest'
import { priceChance } from '#web/features/search/priceChance.ts'

const hour = 3_600
const now = 1_000 * hour
/** A trade in each second hour of twenty, at 1 PT an hour. */
const trades = Array.from({ length: 10 }, (_, n) => ({ at: now - (20 - 2 * n) * hour + 60, pricePerGpuSecond: 10n ** 18n / 3_600n, gpus: 2 }))

describe('priceChance', () => {
  test('counts the hours in which as many GPUs traded at the price or less', () => {
    expect(priceChance(trades, { typed: '1', gpus: 2 }, now)).toMatchObject({ hours: 19, filled: 9 })
    expect(priceChance(trades, { typed: '0.99', gpus: 2 }, now)).toMatchObject({ hours: 19, filled: 0 })
    expect(priceChance(trades, { typed: '5', gpus: 3 }, now)).toMatchObject({ filled: 0 })
  })

  test('says that it cannot say where there are too few trades', () => {
    expect(priceChance(trades.slice(1), { typed: '1', gpus: 1 }, now)).toBe('unknown')
    expect(priceChance([], { typed: '1', gpus: 1 }, now)).toBe('unknown')
  })

  test.each(['', ' ', 'cheap', '0', '-1', '1e3'])('takes %j for no price', (typed) => {
    expect(priceChance(trades, { typed, gpus: 1 }, now)).toBe('none')
  })

  test('moves by full hours alone', () => {
    expect(priceChance(trades, { typed: '1', gpus: 1 }, now + 3_599)).toEqual(priceChance(trades, { typed: '1', gpus: 1 }, now))
  })
})

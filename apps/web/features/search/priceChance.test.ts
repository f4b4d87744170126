import { describe, expect, test } from 'vitest'
import { priceChance } from '#web/features/search/priceChance.ts'

const hour = 3_600
const at = 1_000 * hour
/** A trade in each second hour of twenty, at 1 PT an hour. */
const trades = Array.from({ length: 10 }, (_, n) => ({ at: at - (20 - 2 * n) * hour + 60, pricePerGpuSecond: 10n ** 18n / 3_600n, gpus: 2 }))

describe('priceChance', () => {
  test('counts the hours in which as many GPUs traded at the price or less', () => {
    expect(priceChance({ trades: trades, at }, { typed: '1', gpus: 2 })).toMatchObject({ hours: 19, filled: 9 })
    expect(priceChance({ trades: trades, at }, { typed: '0.99', gpus: 2 })).toMatchObject({ hours: 19, filled: 0 })
    expect(priceChance({ trades: trades, at }, { typed: '5', gpus: 3 })).toMatchObject({ filled: 0 })
  })

  test('says that it cannot say where there are too few trades', () => {
    expect(priceChance({ trades: trades.slice(1), at }, { typed: '1', gpus: 1 })).toBe('unknown')
    expect(priceChance({ trades: [], at }, { typed: '1', gpus: 1 })).toBe('unknown')
  })

  test.each(['', ' ', 'cheap', '0', '-1', '1e3'])('takes %j for no price', (typed) => {
    expect(priceChance({ trades: trades, at }, { typed, gpus: 1 })).toBe('none')
  })

  test('moves by full hours alone', () => {
    expect(priceChance({ trades: trades, at: at + 3_599 }, { typed: '1', gpus: 1 })).toEqual(
      priceChance({ trades: trades, at }, { typed: '1', gpus: 1 }),
    )
  })
})

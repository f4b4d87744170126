import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillChance, type PastTrade, type RestingWish } from '../../src/index.ts'

const seed = 20_267
const hour = 3_600
const now = 500_000 * hour + 1_234

describe('the chance of a fill', () => {
  test('rises with price and lifetime, falls with GPUs, and is always below 1', () => {
    fc.assert(
      fc.property(someTrades(), someWish(), fc.nat(50), fc.nat(20), fc.nat(48 * hour), (trades, wish, morePrice, moreGpus, moreSeconds) => {
        const chance = fillChance(trades, wish, { now })
        fc.pre(chance !== null)
        const bps = (change: Partial<RestingWish>) => fillChance(trades, { ...wish, ...change }, { now })?.bps
        expect(bps({ price: wish.price + BigInt(morePrice) })).toBeGreaterThanOrEqual(chance.bps)
        expect(bps({ gpus: wish.gpus + moreGpus })).toBeLessThanOrEqual(chance.bps)
        expect(bps({ isWhole: true })).toBeLessThanOrEqual(chance.bps)
        // With a longer lifetime, the chance is at least as high. It is null if the lifetime is too long for this history.
        expect(bps({ seconds: wish.seconds + moreSeconds }) ?? 10_000).toBeGreaterThanOrEqual(chance.bps)
        expect(chance.bps).toBeLessThan(10_000)
      }),
      { seed },
    )
  })

  test('equals a count by hand', () => {
    fc.assert(
      fc.property(someTrades(), someWish(), (trades, wish) => {
        const chance = fillChance(trades, wish, { now })
        fc.pre(chance !== null)
        const starts = Array.from({ length: 5_000 }, (_, at) => (500_000 - at) * hour).filter((at) => at >= (trades[0]?.at ?? 0) && at + hour <= now)
        const would = starts.filter((start) => {
          const ahead = trades.filter(({ at, pricePerGpuSecond }) => at > start && at <= start + wish.seconds && pricePerGpuSecond <= wish.price)
          const counted = wish.isWhole ? ahead.filter(({ gpus }) => gpus >= wish.gpus) : ahead
          return counted.reduce((sum, { gpus }) => sum + gpus, 0) >= wish.gpus
        })
        expect(chance).toEqual({ bps: Math.floor((would.length * 10_000) / (starts.length + 24)), hours: starts.length, filled: would.length })
      }),
      { seed },
    )
  })

  test('is null for nine trades, or for a history of less than four lifetimes of the order', () => {
    const trades = Array.from({ length: 10 }, (_, at) => ({ at: now - (100 - at) * hour, pricePerGpuSecond: 5n, gpus: 1 }))
    const wish = { price: 5n, gpus: 1, seconds: 25 * hour, isWhole: false }
    expect(fillChance(trades, wish, { now })).not.toBeNull()
    expect(fillChance(trades, { ...wish, seconds: 25 * hour + 1 }, { now })).toBeNull()
    expect(fillChance(trades.slice(1), { ...wish, seconds: hour }, { now })).toBeNull()
    expect(fillChance([], wish, { now })).toBeNull()
  })
})

function someTrades(): fc.Arbitrary<PastTrade[]> {
  const trade = fc.record({
    at: fc.integer({ min: now - 400 * hour, max: now }),
    pricePerGpuSecond: fc.bigInt(1n, 100n),
    gpus: fc.integer({ min: 1, max: 16 }),
  })
  return fc.array(trade, { minLength: 10, maxLength: 80 }).map((trades) => trades.toSorted((one, other) => one.at - other.at))
}

function someWish(): fc.Arbitrary<RestingWish> {
  return fc.record({
    price: fc.bigInt(1n, 100n),
    gpus: fc.integer({ min: 1, max: 40 }),
    seconds: fc.integer({ min: 1, max: 60 * hour }),
    isWhole: fc.boolean(),
  })
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bps,
  cheaperShare,
  durationSeconds,
  electricityPrice,
  hourOfWeek,
  isRefusal,
  isWorthRepricing,
  percentilePrice,
  priceByRule,
  pricesOfWeek,
  type PricingRule,
  type PricingState,
  pTokenUnits,
  unixSeconds,
} from '../index.ts'

const price = fc.bigInt(1n, 2n ** 60n).map(pTokenUnits)
const share = fc.bigInt(0n, 10_000n).map(bps)
const schedule = fc.uniqueArray(fc.integer({ min: 0, max: 168 }), { minLength: 0, maxLength: 8 }).chain((cuts) => {
  const sorted = cuts.toSorted((one, other) => one - other)
  const lines = sorted.slice(1).map((untilHour, place) => ({ fromHour: sorted[place] ?? 0, untilHour }))
  return fc.tuple(...lines.map((line) => fc.bigInt(1n, 100_000n).map((factorBps) => ({ ...line, factorBps }))))
})
const electricity = fc.record({ wattsPerGpu: fc.bigInt(0n, 10_000n), pricePerKwh: fc.bigInt(0n, 2n ** 60n).map(pTokenUnits), marginBps: share })
const rule: fc.Arbitrary<PricingRule> = fc.record({
  basePricePerGpuSecond: price,
  floorPricePerGpuSecond: price,
  ceilingPricePerGpuSecond: price,
  electricity: fc.option(electricity, { nil: null }),
  market: fc.option(fc.record({ percentileBps: share }), { nil: null }),
  utilisation: fc.option(fc.record({ targetBps: share, swingBps: share, windowSeconds: fc.constant(durationSeconds(86_400n)) }), { nil: null }),
  schedule,
})
const state: fc.Arbitrary<PricingState> = fc.record({
  now: fc.bigInt(0n, 2n ** 33n).map(unixSeconds),
  feeBps: fc.bigInt(0n, 1_000n).map(bps),
  offers: fc.array(fc.record({ pricePerGpuSecond: price, gpus: fc.integer({ min: 0, max: 15 }) }), { maxLength: 12 }),
  utilisationBps: fc.option(share, { nil: null }),
})

describe('any rule in any market', () => {
  test('gives a repeatable price that is at least the floor and the cost of electricity, and at most the ceiling', () => {
    let named = 0
    let byPower = 0
    fc.assert(
      fc.property(rule, state, (one, seen) => {
        const found = priceByRule(one, seen)
        if (isRefusal(found)) return
        named += 1
        if (found.steps.some(({ why }) => why === 'electricity')) byPower += 1
        const { pricePerGpuSecond, steps } = found
        expect(pricePerGpuSecond >= one.floorPricePerGpuSecond && pricePerGpuSecond <= one.ceilingPricePerGpuSecond).toBe(true)
        if (one.electricity !== null) {
          const { wattsPerGpu, pricePerKwh, marginBps } = one.electricity
          // Checks that the income after the fee pays for electricity and margin. One kWh is 3.6e6 watt-seconds, so: price × 3.6e6 × (1 − fee) ≥ watts × price
          // of a kWh × (1 + margin).
          const left = pricePerGpuSecond * 3_600_000n * (10_000n - seen.feeBps)
          expect(left >= wattsPerGpu * pricePerKwh * (10_000n + marginBps)).toBe(true)
          expect(electricityPrice(one.electricity, seen) <= pricePerGpuSecond).toBe(true)
        }
        expect(steps.at(-1)?.pricePerGpuSecond).toBe(pricePerGpuSecond)
        expect(priceByRule(one, seen)).toEqual(found)
      }),
      { numRuns: 3_000, seed: 7_301 },
    )
    expect(named).toBeGreaterThan(500)
    expect(byPower).toBeGreaterThan(20)
  })

  test('is refused exactly when floor or electricity is above the ceiling', () => {
    fc.assert(
      fc.property(rule, state, (one, seen) => {
        const power = one.electricity === null ? 0n : electricityPrice(one.electricity, seen)
        const least = power > one.floorPricePerGpuSecond ? power : one.floorPricePerGpuSecond
        expect(isRefusal(priceByRule(one, seen))).toBe(least > one.ceilingPricePerGpuSecond)
      }),
      { numRuns: 1_000, seed: 7_302 },
    )
  })

  test('never gives a lower price at a higher percentile, or when more was leased', () => {
    fc.assert(
      fc.property(rule, state, share, share, (one, seen, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const at = (percentileBps: typeof a, utilisationBps: typeof a) => {
          const found = priceByRule({ ...one, market: { percentileBps } }, { ...seen, utilisationBps })
          return isRefusal(found) ? 0n : found.pricePerGpuSecond
        }
        expect(at(low, high) <= at(high, high)).toBe(true)
        expect(at(high, low) <= at(high, high)).toBe(true)
      }),
      { numRuns: 1_000, seed: 7_303 },
    )
  })

  test('is above no larger share of the market than its percentile', () => {
    fc.assert(
      fc.property(state, share, ({ offers }, percentileBps) => {
        const pricePerGpuSecond = percentilePrice(offers, { percentileBps })
        const cheaper = pricePerGpuSecond === null ? 0n : cheaperShare(offers, { pricePerGpuSecond })
        expect(cheaper !== null && cheaper <= percentileBps).toBe(true)
        expect(cheaperShare([], { pricePerGpuSecond: pTokenUnits(1n) })).toBeNull()
      }),
      { numRuns: 500, seed: 7_307 },
    )
  })

  test('does not depend on the sequence of the asks', () => {
    fc.assert(
      fc.property(rule, state, (one, seen) => {
        expect(priceByRule(one, { ...seen, offers: seen.offers.toReversed() })).toEqual(priceByRule(one, seen))
      }),
      { numRuns: 300, seed: 7_304 },
    )
  })

  test('gives the same prices a week later', () => {
    fc.assert(
      fc.property(rule, state, (one, seen) => {
        const week = pricesOfWeek(one, seen)
        if (isRefusal(week)) return
        expect(week).toHaveLength(168)
        expect(new Set(week.map(({ from }) => hourOfWeek(from))).size).toBe(168)
        const later = pricesOfWeek(one, { ...seen, now: unixSeconds(seen.now + 604_800n) })
        expect(isRefusal(later) ? [] : later.map(({ price: { pricePerGpuSecond } }) => pricePerGpuSecond)).toEqual(
          week.map(({ price: { pricePerGpuSecond } }) => pricePerGpuSecond),
        )
      }),
      { numRuns: 30, seed: 7_305 },
    )
  })

  test('asks for a new signature when the price is a step away, and always when it is outside its bounds', () => {
    fc.assert(
      fc.property(rule, state, price, share, (one, seen, current, stepBps) => {
        const found = priceByRule(one, seen)
        if (isRefusal(found)) return
        const worth = isWorthRepricing(found, { current, stepBps })
        if (current === found.pricePerGpuSecond) expect(worth).toBe(false)
        else if (current < found.leastPricePerGpuSecond || current > found.mostPricePerGpuSecond) expect(worth).toBe(true)
        else if (!worth) expect((found.pricePerGpuSecond - current) ** 2n * 10n ** 8n < (current * stepBps) ** 2n).toBe(true)
      }),
      { numRuns: 1_000, seed: 7_306 },
    )
  })
})

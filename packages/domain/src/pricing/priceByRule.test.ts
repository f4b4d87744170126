import { describe, expect, test } from 'vitest'
import { bps, durationSeconds, isRefusal, priceByRule, type PricingRule, type PricingState, pTokenUnits, unixSeconds } from '../index.ts'

const monday = unixSeconds(1_795_996_800n)
const rule: PricingRule = {
  basePricePerGpuSecond: pTokenUnits(1_000n),
  floorPricePerGpuSecond: pTokenUnits(400n),
  ceilingPricePerGpuSecond: pTokenUnits(2_000n),
  electricity: null,
  market: null,
  utilisation: null,
  schedule: [],
}
const state: PricingState = { now: monday, feeBps: bps(25n), offers: [], utilisationBps: null }
const market = { percentileBps: bps(5_000n) }
const utilisation = { targetBps: bps(7_000n), swingBps: bps(4_000n), windowSeconds: durationSeconds(86_400n) }
const offers = [1_200n, 900n, 1_500n].map((price, place) => ({ pricePerGpuSecond: pTokenUnits(price), gpus: place + 1 }))

/** Returns the reason and the price of each step of a rule, or the error code if the rule is refused. */
function stepsOf(change: Partial<PricingRule>, seen: Partial<PricingState> = {}) {
  const price = priceByRule({ ...rule, ...change }, { ...state, ...seen })
  return isRefusal(price) ? price.rejected : price.steps.map(({ why, pricePerGpuSecond }) => `${why} ${pricePerGpuSecond}`)
}

describe('the price of a rule', () => {
  test('is the base price when no other part applies', () => {
    expect(stepsOf({})).toEqual(['base 1000'])
  })

  test('starts from the percentile of others’ asks, GPU by GPU', () => {
    expect(stepsOf({ market }, { offers })).toEqual(['market 1200'])
    expect(stepsOf({ market: { percentileBps: bps(0n) } }, { offers })).toEqual(['market 900'])
    expect(stepsOf({ market: { percentileBps: bps(5_001n) } }, { offers })).toEqual(['market 1500'])
  })

  test('falls back to the base price without asks of others', () => {
    expect(stepsOf({ market })).toEqual(['no_offers 1000'])
  })

  test('rises when more than the target is leased, and falls when less is', () => {
    expect(stepsOf({ utilisation }, { utilisationBps: bps(10_000n) })).toEqual(['base 1000', 'utilisation 1120'])
    expect(stepsOf({ utilisation }, { utilisationBps: bps(7_000n) })).toEqual(['base 1000', 'utilisation 1000'])
    expect(stepsOf({ utilisation }, { utilisationBps: bps(0n) })).toEqual(['base 1000', 'utilisation 720'])
    expect(stepsOf({ utilisation })).toEqual(['base 1000', 'utilisation_unknown 1000'])
  })

  test('follows the hours of the week, Monday first', () => {
    const schedule = [{ fromHour: 8, untilHour: 20, factorBps: 15_000n }]
    const at = (hours: number) => stepsOf({ schedule }, { now: unixSeconds(monday + BigInt(hours) * 3_600n) })
    expect(at(8)).toEqual(['base 1000', 'schedule 1500'])
    for (const hours of [7, 20, 24 + 8]) expect(at(hours)).toEqual(['base 1000'])
    expect(at(168 + 19)).toEqual(['base 1000', 'schedule 1500'])
  })

  test('is limited by floor and ceiling, with a step for each', () => {
    expect(stepsOf({ basePricePerGpuSecond: pTokenUnits(399n) })).toEqual(['base 399', 'floor 400'])
    expect(stepsOf({ basePricePerGpuSecond: pTokenUnits(2_001n) })).toEqual(['base 2001', 'ceiling 2000'])
  })

  test('pays for electricity with its margin after the fee', () => {
    // A GPU of 400 W uses power for 1,000 base units per GPU-second at this price of a kWh. With a margin of half of that, 1,500 must remain after the fee of
    // 25 bps.
    const electricity = { wattsPerGpu: 400n, pricePerKwh: pTokenUnits(9_000_000n), marginBps: bps(5_000n) }
    expect(stepsOf({ basePricePerGpuSecond: pTokenUnits(500n), electricity })).toEqual(['base 500', 'electricity 1504'])
    const kept = (1_504n * 9_975n) / 10_000n
    expect(kept >= 1_500n && (1_503n * 9_975n) / 10_000n < 1_500n).toBe(true)
  })

  test('is refused for a floor above the ceiling, a missing price, or overlapping hours', () => {
    expect(stepsOf({ floorPricePerGpuSecond: pTokenUnits(2_001n) })).toBe('order.pricing_floor_above_ceiling')
    const dear = { wattsPerGpu: 1_000n, pricePerKwh: pTokenUnits(10n ** 7n), marginBps: bps(0n) }
    expect(stepsOf({ electricity: dear })).toBe('order.pricing_floor_above_ceiling')
    expect(stepsOf({ floorPricePerGpuSecond: pTokenUnits(0n) })).toBe('order.pricing_rule_invalid')
    expect(stepsOf({ ceilingPricePerGpuSecond: pTokenUnits(2n ** 96n) })).toBe('order.pricing_rule_invalid')
    const line = (fromHour: number, untilHour: number) => ({ fromHour, untilHour, factorBps: 11_000n })
    expect(stepsOf({ schedule: [line(8, 20), line(19, 24)] })).toBe('order.pricing_schedule_overlaps')
    expect(stepsOf({ schedule: [line(8, 20), line(20, 24)] })).toEqual(['base 1000'])
    for (const wrong of [line(8, 8), line(0, 169), line(-1, 3), { ...line(0, 1), factorBps: 0n }])
      expect(stepsOf({ schedule: [wrong] })).toBe('order.pricing_rule_invalid')
  })
})

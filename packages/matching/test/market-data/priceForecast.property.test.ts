import { durationSeconds, leaseId, nodeId, address, pTokenUnits, unixSeconds } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceForecast, type Trade } from '../../src/index.ts'

const seed = 20_268
const hourMs = 3_600_000
const nowMs = 500_000 * hourMs + 1_234_567

describe('the forecast of a price', () => {
  test('is the last price, with a band of eight in ten past changes that never narrows', () => {
    fc.assert(
      fc.property(somePrices(), (prices) => {
        const forecast = priceForecast(tradesOf(prices), { nowMs })
        expect(forecast?.pricePerGpuSecond).toBe(prices.at(-1))
        let [low, high] = [prices.at(-1) as bigint, prices.at(-1) as bigint]
        for (const point of forecast?.points ?? []) {
          expect(point.low <= low && point.high >= high).toBe(true)
          low = point.low
          high = point.high
          const seen = prices
            .slice(point.hours)
            .map((after, at) => ((prices.at(-1) as bigint) * ((after * 1_000_000n) / (prices[at] as bigint))) / 1_000_000n)
          const inside = seen.filter((price) => price >= low && price <= high)
          expect(inside.length * 10).toBeGreaterThanOrEqual(seen.length * 8)
        }
        expect(forecast?.points.map(({ hours }) => hours)).toEqual(Array.from({ length: 24 }, (_, at) => at + 1))
      }),
      { seed, numRuns: 50 },
    )
  })

  test('leaves out a tenth at either end, so that one day of extreme prices does not widen it', () => {
    const calm = Array.from({ length: 200 }, (_, at) => 1_000_000n + BigInt(at % 2))
    const wild = calm.with(60, 9_000_000n)
    const band = (prices: bigint[]) => priceForecast(tradesOf(prices), { nowMs })?.points.at(-1)
    expect(band(wild)).toEqual(band(calm))
  })

  test('uses the price at each full hour, which is the last price before it', () => {
    const steps = tradesOf(Array.from({ length: 120 }, () => 1_000n))
    const later = [tradeAt(nowMs - 90 * 60_000, 2_000n), tradeAt(nowMs - 70 * 60_000, 1_500n)]
    const trades = [...steps.slice(0, 60), ...later]
    const forecast = priceForecast(trades, { nowMs })
    expect(forecast).toMatchObject({ pricePerGpuSecond: 1_500n, hours: 120 })
    // The price is 1,000 at 118 full hours, then 2,000, then 1,500. These two of 119 changes are less than a tenth of all, so the band leaves them out.
    expect(forecast?.points[0]).toEqual({ hours: 1, low: 1_500n, high: 1_500n })
  })

  test('is null with too few trades, too short a history, or only old trades', () => {
    const flat = (hours: number) => tradesOf(Array.from({ length: hours }, () => 5n))
    expect(priceForecast([], { nowMs })).toBeNull()
    expect(priceForecast(flat(96), { nowMs })).toBeNull()
    expect(priceForecast(flat(97), { nowMs })?.hours).toBe(97)
    expect(
      priceForecast(
        flat(97)
          .filter((_, at) => at % 4 === 0)
          .slice(0, 29),
        { nowMs },
      ),
    ).toBeNull()
    expect(
      priceForecast(
        flat(200).map((trade) => ({ ...trade, atMs: trade.atMs - 30 * 24 * hourMs })),
        { nowMs },
      ),
    ).toBeNull()
    expect(priceForecast([...flat(97), tradeAt(nowMs + 1, 9n)], { nowMs })?.pricePerGpuSecond).toBe(5n)
  })
})

/** Makes prices at full hours up to the current hour. */
function somePrices(): fc.Arbitrary<bigint[]> {
  return fc.array(fc.bigInt({ min: 1n, max: 2n ** 96n - 1n }), { minLength: 97, maxLength: 300 })
}

/** Makes one trade for each price, one hour apart. The last trade is one minute before the newest full hour. */
function tradesOf(prices: readonly bigint[]): Trade[] {
  const lastHourMs = Math.floor(nowMs / hourMs) * hourMs
  return prices.map((price, at) => tradeAt(lastHourMs - (prices.length - 1 - at) * hourMs - 60_000, price))
}

function tradeAt(atMs: number, price: bigint): Trade {
  return {
    ...{ leaseId: leaseId(1n), seq: 1, atMs, classId: 1, regionId: 1, gpus: 1 },
    node: nodeId(`0x${'1'.repeat(64)}`),
    renter: address(`0x${'2'.repeat(40)}`),
    pricePerGpuSecond: pTokenUnits(price),
    durationSeconds: durationSeconds(3_600n),
    start: unixSeconds(0n),
  }
}

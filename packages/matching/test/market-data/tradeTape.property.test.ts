import { durationSeconds, leaseId, pTokenUnits, unixSeconds } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  candleIntervals,
  candlesOf,
  createTradeTape,
  foldTrade,
  indexPrice,
  soldGpuSeconds,
  type Trade,
  type TradeTape,
  tradesOf,
} from '../../src/index.ts'
import { bookUnderTest } from '../bookUnderTest.ts'
import { playRandomMarket, type Step } from '../randomMarket.ts'
import { renter, smallNode } from '../marketScene.ts'

const seed = 20_264
const hourMs = 3_600_000
const nowMs = 100 * 24 * hourMs

describe('the trades of a journal', () => {
  test('are the same when folded in parts, or again from the start', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (marketSeed) => {
        const steps = stepsOf(marketSeed)
        const whole = createTradeTape()
        const parts = createTradeTape()
        foldAll(whole, steps, 0)
        const cut = marketSeed % steps.length
        // The second part begins before the end of the first part, because rows that are already known must be skipped.
        for (const [from, to] of [[0, cut] as const, [Math.max(0, cut - 20), steps.length] as const]) {
          foldAll(parts, steps.slice(from, to), from)
        }
        expect(parts).toEqual(whole)
      }),
      { numRuns: 10, seed },
    )
  })

  test('are the settles that the chain did not drop, with all of their GPU-seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (marketSeed) => {
        const steps = stepsOf(marketSeed)
        const tape = createTradeTape()
        const kept = new Map<bigint, bigint>()
        steps.forEach(({ command, atMs }, at) => {
          foldTrade(tape, command, { seq: at + 1, atMs })
          if (command.kind === 'Settled') kept.set(command.leaseId, soldGpuSeconds(command.terms))
          if (command.kind === 'Dropped' && command.of.kind === 'Settled') kept.delete(command.of.leaseId)
        })
        const trades = [...tape.trades.keys()].flatMap((classId) => tradesOf(tape, { classId, regionId: null }))
        expect(new Map(trades.map((trade) => [trade.leaseId, soldGpuSeconds(trade)]))).toEqual(kept)
      }),
      { numRuns: 10, seed },
    )
  })
})

const someTrades = (count: { minLength: number; maxLength: number }) =>
  fc
    .array(
      fc.record({ price: fc.bigInt({ min: 950n, max: 1_050n }), gpus: fc.integer({ min: 1, max: 4 }), at: fc.integer({ min: 1, max: 23 * hourMs }) }),
      count,
    )
    .map((rows) =>
      rows.sort((one, other) => other.at - one.at).map(({ price, gpus, at }, index) => tradeOf(index, { price, gpus, atMs: nowMs - at })),
    )

describe('candles', () => {
  test('contain every trade once, between their lowest and highest price', () => {
    fc.assert(
      fc.property(someTrades({ minLength: 0, maxLength: 60 }), fc.constantFrom(...candleIntervals), (trades, intervalSeconds) => {
        const candles = candlesOf(trades, { intervalSeconds, limit: 2_000, nowMs })
        expect(sum(candles.map(({ gpuSeconds }) => gpuSeconds))).toBe(sum(trades.map(soldGpuSeconds)))
        expect(candles.reduce((count, candle) => count + candle.trades, 0)).toBe(trades.length)
        expect(candles.map(({ start }) => start)).toEqual([...new Set(candles.map(({ start }) => start))].sort((a, b) => a - b))
        for (const { low, high, open, close } of candles) expect([open, close].every((price) => price >= low && price <= high)).toBe(true)
        expect(candles.at(-1)?.close).toBe(trades.at(-1)?.pricePerGpuSecond)
      }),
      { numRuns: 100, seed },
    )
  })

  test('have the open, high, low and close of their trades, for only the last intervals', () => {
    const limit = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(someTrades({ minLength: 1, maxLength: 60 }), fc.constantFrom(...candleIntervals), limit, (trades, intervalSeconds, most) => {
        const lengthMs = intervalSeconds * 1_000
        const intervals = Map.groupBy(trades, ({ atMs }) => atMs - (atMs % lengthMs))
        const first = nowMs - (nowMs % lengthMs) - (most - 1) * lengthMs
        const expected = [...intervals].flatMap(([startMs, own]) => {
          const prices = own.map(({ pricePerGpuSecond }) => pricePerGpuSecond as bigint)
          const sorted = prices.toSorted((one, other) => (one < other ? -1 : 1))
          const ends = { open: prices[0], high: sorted.at(-1), low: sorted[0], close: prices.at(-1) }
          return startMs < first ? [] : [{ start: startMs / 1_000, ...ends, gpuSeconds: sum(own.map(soldGpuSeconds)), trades: own.length }]
        })
        expect(candlesOf(trades, { intervalSeconds, limit: most, nowMs })).toEqual(expected)
      }),
      { numRuns: 200, seed },
    )
  })
})

describe('the index price', () => {
  test('moves little after one extreme trade of any size', () => {
    const wild = fc.record({
      price: fc.oneof(fc.bigInt({ min: 0n, max: 600n }), fc.bigInt({ min: 1_500n, max: 2n ** 96n - 1n })),
      gpus: fc.constantFrom(1, 15),
    })
    fc.assert(
      fc.property(
        someTrades({ minLength: 10, maxLength: 40 }),
        wild,
        fc.bigInt({ min: 1n, max: 28n * 86_400n }),
        (trades, { price, gpus }, seconds) => {
          const before = indexPrice(trades, { nowMs })
          const after = indexPrice([...trades, tradeOf(99, { price, gpus, seconds, atMs: nowMs - 1 })], { nowMs })
          expect(after?.pricePerGpuSecond).toBe(before?.pricePerGpuSecond)
          expect(after?.counted).toBe(trades.length)
        },
      ),
      { numRuns: 200, seed },
    )
  })

  test('equals the five steps of docs/guides/market-data.md', () => {
    const anyTrade = fc.record({
      price: fc.oneof(fc.bigInt({ min: 500n, max: 1_500n }), fc.bigInt({ min: 0n, max: 2n ** 96n - 1n })),
      gpus: fc.integer({ min: 1, max: 15 }),
      seconds: fc.constantFrom(1n, 600n, 3_600n, 28n * 86_400n),
      agoMs: fc.integer({ min: 0, max: 30 * 24 * hourMs }),
    })
    fc.assert(
      fc.property(fc.array(anyTrade, { maxLength: 30 }), (rows) => {
        const trades = rows
          .toSorted((one, other) => other.agoMs - one.agoMs)
          .map(({ agoMs, ...row }, at) => tradeOf(at, { ...row, atMs: nowMs - agoMs }))
        expect(indexPrice(trades, { nowMs })).toEqual(reckonedByHand(trades))
      }),
      { numRuns: 500, seed },
    )
  })

  test('is the mean weighted by GPU-seconds', () => {
    const atMs = nowMs - 1
    const trades = [tradeOf(1, { price: 1_000n, gpus: 1, atMs }), tradeOf(2, { price: 1_100n, gpus: 3, atMs })]
    expect(indexPrice(trades, { nowMs })).toEqual({ pricePerGpuSecond: 1_075n, trades: 2, counted: 2 })
  })

  test('uses the last ten trades of 28 days, and no older ones', () => {
    const old = Array.from({ length: 12 }, (_, at) => tradeOf(at, { price: BigInt(1_000 + at), gpus: 1, atMs: nowMs - (60 - at) * hourMs }))
    expect(indexPrice(old, { nowMs })).toEqual({ pricePerGpuSecond: 1_006n, trades: 10, counted: 10 })
    expect(indexPrice(old, { nowMs: nowMs + 28 * 24 * hourMs })).toBeNull()
    expect(indexPrice([], { nowMs })).toBeNull()
  })
})

/** Calculates the index price by the five steps of docs/guides/market-data.md, one line for each step. */
function reckonedByHand(trades: readonly Trade[]): ReturnType<typeof indexPrice> {
  const within = (days: number) => trades.filter(({ atMs }) => atMs > nowMs - days * 24 * hourMs)
  const taken = within(1).length >= 10 ? within(1) : within(28).slice(-10)
  if (taken.length === 0) return null
  const byNumber = (one: bigint, other: bigint) => (one < other ? -1 : one > other ? 1 : 0)
  const middleSold = taken.map(soldGpuSeconds).toSorted(byNumber)[Math.floor((taken.length - 1) / 2)] as bigint
  const weighed = taken.map((trade) => ({
    price: trade.pricePerGpuSecond as bigint,
    weight: soldGpuSeconds(trade) > 4n * middleSold ? 4n * middleSold : soldGpuSeconds(trade),
  }))
  const below = (price: bigint) => sum(weighed.filter((one) => one.price <= price).map(({ weight }) => weight))
  const middle = weighed
    .map(({ price }) => price)
    .toSorted(byNumber)
    .find((price) => 2n * below(price) >= sum(weighed.map(({ weight }) => weight))) as bigint
  const left = weighed.filter(({ price }) => 4n * (price > middle ? price - middle : middle - price) <= middle)
  const mean = sum(left.map(({ price, weight }) => price * weight)) / sum(left.map(({ weight }) => weight))
  return { pricePerGpuSecond: pTokenUnits(mean), trades: taken.length, counted: left.length }
}

function foldAll(tape: TradeTape, steps: readonly Step[], from: number): void {
  for (const [at, { command, atMs }] of steps.entries()) foldTrade(tape, command, { seq: from + at + 1, atMs })
}

function stepsOf(marketSeed: number): Step[] {
  const steps: Step[] = []
  playRandomMarket(bookUnderTest(), { seed: marketSeed, steps: 300, version: 6, onStep: (step) => void steps.push(step) })
  return steps
}

function tradeOf(id: number, { price, gpus, atMs, seconds = 3_600n }: { price: bigint; gpus: number; atMs: number; seconds?: bigint }): Trade {
  return {
    leaseId: leaseId(BigInt(id + 1)),
    seq: id + 1,
    atMs,
    classId: 0,
    regionId: 0,
    node: smallNode,
    renter,
    pricePerGpuSecond: pTokenUnits(price),
    gpus,
    durationSeconds: durationSeconds(seconds),
    start: unixSeconds(BigInt(Math.floor(atMs / 1_000))),
  }
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n)
}

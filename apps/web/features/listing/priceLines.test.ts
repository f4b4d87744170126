import { describe, expect, test } from 'vitest'
import { priceLines } from './priceLines.ts'

const unit = 10n ** 18n / 3_600n
const ask = (at: number, price: number) => ({ at, pricePerGpuSecond: `${unit * BigInt(price)}` })
const candle = (start: number, price: number) => {
  const text = `${unit * BigInt(price)}`
  return { start, open: text, high: text, low: text, close: text, gpuSeconds: '1', trades: 1 }
}
const rounded = (points: readonly { at: number; price: number }[]) => points.map(({ at, price }) => [at, Math.round(price)])

describe('the lines of a price chart', () => {
  test('begin with the ask that was valid at their left edge', () => {
    const lines = priceLines({ history: [ask(90_000, 3), ask(10, 2), ask(1, 1)], candles: [], since: 50_000, now: 100_000 })
    expect(lines.from).toBe(50_000)
    expect(rounded(lines.asks)).toEqual([
      [50_000, 2],
      [90_000, 3],
    ])
  })

  test('show an hour for a machine that was listed a moment ago', () => {
    const lines = priceLines({ history: [ask(99_990, 2)], candles: [], since: 0, now: 100_000 })
    expect(lines.from).toBe(96_400)
    expect(rounded(lines.asks)).toEqual([[99_990, 2]])
  })

  test('begin with the first trade of the class where it is older than the machine', () => {
    const lines = priceLines({ history: [ask(99_990, 2)], candles: [candle(80_000, 4), candle(10, 9)], since: 70_000, now: 100_000 })
    expect([lines.from, rounded(lines.trades)]).toEqual([70_000, [[80_000, 4]]])
  })
})

import { createLogger } from '@infinitio/process'
import { describe, expect, it } from 'vitest'
import { wallClock } from './clock.ts'
import { steadyClock, type TimeSaid } from './steadyClock.ts'

process.env.LOG_LEVEL ??= 'silent'
const startMs = 1_800_000_000_000
const hourMs = 3_600_000

describe('steadyClock', () => {
  it('follows the wall clock at its usual pace, after a small step, and after a step backwards', () => {
    const { clock, pass, set, ahead } = setup()
    expect(clock.nowMs()).toBe(startMs)
    pass(1_000)
    expect(clock.nowMs()).toBe(startMs + 1_000)
    set(4_000)
    expect(clock.nowMs()).toBe(startMs + 5_000)
    set(-hourMs)
    expect(clock.nowMs()).toBe(startMs + 5_000 - hourMs)
    expect(ahead).toEqual([null])
  })

  it('keeps its own pace while the wall clock is ahead, reports it, and follows again after the repair', async () => {
    const { clock, pass, set, ahead, others } = setup()
    clock.nowMs()
    set(hourMs)
    for (let second = 1; second <= 60; second += 1) {
      pass(1_000)
      others.databaseMs += 1_000
      expect(clock.nowMs()).toBe(startMs + second * 1_000)
      await new Promise(setImmediate)
    }
    expect(ahead[0]).toBe(null)
    expect(new Set(ahead.slice(1))).toEqual(new Set([hourMs]))
    set(-hourMs)
    expect(clock.nowMs()).toBe(startMs + 60_000)
    expect(ahead.at(-1)).toBe(null)
  })

  it('follows a leap that other clocks made too, as after sleep', async () => {
    const { clock, set, pass, ahead, others } = setup()
    clock.nowMs()
    set(hourMs)
    others.databaseMs += hourMs
    others.block = { number: 2n, timeMs: startMs + hourMs }
    expect(clock.nowMs()).toBe(startMs)
    await new Promise(setImmediate)
    pass(10)
    expect(clock.nowMs()).toBe(startMs + hourMs + 10)
    expect(ahead).toEqual([null, hourMs, null])
  })

  it('asks again after one second, not earlier, if no source answered', async () => {
    const { clock, set, pass, others, asked } = setup()
    clock.nowMs()
    set(hourMs)
    others.isAway = true
    for (let part = 0; part < 11; part += 1) {
      clock.nowMs()
      await new Promise(setImmediate)
      pass(100)
    }
    expect(asked()).toBe(2)
    expect(clock.nowMs()).toBe(startMs + 1_100)
  })

  it("begins with the database's time if the wall clock is ahead of it", () => {
    const { clock, pass, ahead } = setup({ databaseMs: startMs - hourMs, block: null })
    pass(500)
    expect(clock.nowMs()).toBe(startMs - hourMs + 500)
    expect(ahead).toEqual([null, hourMs])
  })
})

const logger = createLogger({ room: 'engine' })

/** Creates a steady clock for a test. The test moves its wall clock and its monotonic clock, and sets the times that the database and the chain report. */
function setup(said: TimeSaid = { databaseMs: startMs, block: { number: 1n, timeMs: startMs - 1_000 } }) {
  let [wallMs, monotonicMs, asked] = [startMs, 5_000, 0]
  const ahead: (number | null)[] = []
  const others = { ...said, isAway: false }
  const clock = steadyClock({
    clock: { ...wallClock, nowMs: () => wallMs },
    monotonicMs: () => monotonicMs,
    databaseMs: said.databaseMs,
    witness: async () => {
      asked += 1
      if (others.isAway) throw new Error('away')
      return { databaseMs: others.databaseMs, block: others.block }
    },
    onAhead: (aheadMs) => ahead.push(aheadMs),
    logger,
  })
  return {
    clock,
    ahead,
    others,
    asked: () => asked,
    set: (byMs: number) => {
      wallMs += byMs
    },
    pass: (ms: number) => {
      wallMs += ms
      // Real clocks do not move in whole milliseconds, so add a fraction.
      monotonicMs += ms + 0.001
    },
  }
}

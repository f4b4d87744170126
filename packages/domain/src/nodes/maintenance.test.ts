import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  askTimesBeside,
  type KnownWindow,
  maintenanceFault,
  maintenanceLimits,
  mustMoveTimes,
  plannedWindows,
  windowsOverlap,
} from './maintenance.ts'

const day = 86_400
const now = 1_800_000_000
const listing = { availableFrom: now - 120, availableUntil: now + 28 * day }
const window = (from: number, until: number, cancelled = false): KnownWindow => ({ from: now + from, until: now + until, cancelled })

describe('askTimesBeside', () => {
  test('ends an ask at the start of the next window', () => {
    const windows = [window(9 * day, 10 * day), window(3 * day, 4 * day)]
    expect(askTimesBeside(listing, { windows, now })).toEqual({ availableFrom: now - 120, availableUntil: now + 3 * day })
  })

  test('begins an ask at the end of the present window, and ends it at the next one', () => {
    expect(askTimesBeside(listing, { windows: [window(-60, 600)], now })).toEqual({ availableFrom: now + 600, availableUntil: now + 28 * day })
    const windows = [window(-60, 600), window(600, 900), window(5_000, 6_000)]
    expect(askTimesBeside(listing, { windows, now })).toEqual({ availableFrom: now + 900, availableUntil: now + 5_000 })
  })

  test('skips a gap that is shorter than the shortest lease', () => {
    const windows = [window(300, 600), window(700, 900)]
    expect(askTimesBeside(listing, { windows, leastSeconds: 600, now }).availableFrom).toBe(now + 900)
    expect(askTimesBeside(listing, { windows, leastSeconds: 300, now })).toEqual({ availableFrom: now - 120, availableUntil: now + 300 })
  })

  test('offers a day behind a window that is longer than the listing', () => {
    expect(askTimesBeside(listing, { windows: [window(0, 30 * day)], now })).toEqual({
      availableFrom: now + 30 * day,
      availableUntil: now + 31 * day,
    })
  })

  test('changes nothing for windows that are over or behind the listing', () => {
    expect(askTimesBeside(listing, { windows: [window(-9_000, 0), window(40 * day, 41 * day)], now })).toEqual(listing)
  })
})

describe('mustMoveTimes', () => {
  test.each([
    ['a window within the ask', [window(3 * day, 4 * day)], listing, true],
    ['a window that begins where the ask ends', [window(28 * day, 29 * day)], listing, false],
    ['a cancelled window', [window(3 * day, 4 * day, true)], listing, false],
    ['an ask that ends at a cancelled window', [window(3 * day, 4 * day, true)], { ...listing, availableUntil: now + 3 * day }, true],
    ['an ask that begins after a cancelled window', [window(-60, 600, true)], { ...listing, availableFrom: now + 600 }, true],
    [
      'an ask that begins after two windows of which the first was cancelled',
      [window(-60, day, true), window(day, 2 * day)],
      { ...listing, availableFrom: now + 2 * day },
      true,
    ],
    [
      'an ask that ends at a window that was cancelled and planned again',
      [window(3 * day, 4 * day, true), window(3 * day, 5 * day)],
      { ...listing, availableUntil: now + 3 * day },
      false,
    ],
    ['an ask that ended at the present window', [window(0, 600)], { ...listing, availableUntil: now }, true],
    ['an ask that begins after the present window', [window(0, 600)], { ...listing, availableFrom: now + 600 }, false],
    ['an ask that its provider begins later', [], { ...listing, availableFrom: now + 600 }, false],
    ['an ask without time left and no window', [], { ...listing, availableUntil: now - 9 }, true],
    ['an ask without a window', [], listing, false],
  ])('is right for %s', (_what, windows, ask, expected) => {
    expect(mustMoveTimes(ask, { windows, now })).toBe(expected)
  })
})

test.each([
  ['a start now', 0, day, null],
  ['a start a minute ago, because the request took time', -60, day, null],
  ['a start an hour ago', -3_600, day, 'from'],
  ['a start in 200 days', 200 * day, day, 'from'],
  ['an hour less than the longest', day, maintenanceLimits.mostSeconds - 3_600, null],
  ['more than the longest', day, maintenanceLimits.mostSeconds + 1, 'seconds'],
  ['a second', day, 1, 'seconds'],
  ['a start 299 s ago and an end that has passed', -299, 60, 'seconds'],
  ['an end now', -60, 60, 'seconds'],
  ['an end in a second', -59, 60, null],
])('judges a plan with %s', (_what, from, seconds, fault) => {
  expect(maintenanceFault({ from: now + from, seconds }, { now })).toBe(fault)
})

const windowsOfMachine = fc
  .array(fc.record({ from: fc.integer({ min: -40, max: 400 }), length: fc.integer({ min: 1, max: 90 }), cancelled: fc.boolean() }), { maxLength: 12 })
  .map((drafts) => {
    const windows: KnownWindow[] = []
    for (const { from, length, cancelled } of drafts) {
      const one = { from: now + from * 3_600, until: now + (from + length) * 3_600, cancelled }
      if (cancelled || windows.every((other) => other.cancelled || !windowsOverlap(one, other))) windows.push(one)
    }
    return windows
  })
const leastSeconds = fc.integer({ min: 1, max: 40_000 })
const later = fc.integer({ min: 0, max: 30 * day })

describe('an ask that is signed beside any windows', () => {
  test('offers no second of them, and at least its shortest lease', () => {
    fc.assert(
      fc.property(windowsOfMachine, leastSeconds, (windows, least) => {
        const planned = plannedWindows(windows)
        const times = askTimesBeside(listing, { windows: planned, leastSeconds: least, now })
        const offered = { from: Math.max(times.availableFrom, now), until: times.availableUntil }
        expect(offered.until - offered.from).toBeGreaterThanOrEqual(least)
        expect(planned.some((one) => windowsOverlap(one, offered))).toBe(false)
      }),
    )
  })

  test('is signed once: the next look finds nothing to change', () => {
    fc.assert(
      fc.property(windowsOfMachine, leastSeconds, (windows, least) => {
        const times = askTimesBeside(listing, { windows: plannedWindows(windows), leastSeconds: least, now })
        // Leave out a cancelled window that begins exactly where the ask ends for another reason, because such a window causes one more signature.
        const known = windows.filter(({ cancelled, from }) => !cancelled || from !== times.availableUntil)
        expect(mustMoveTimes(times, { windows: known, leastSeconds: least, now })).toBe(false)
      }),
    )
  })

  test('never offers a second of a window later, whenever the agent looks again', () => {
    fc.assert(
      fc.property(windowsOfMachine, leastSeconds, later, (windows, least, passed) => {
        const planned = plannedWindows(windows)
        const times = askTimesBeside(listing, { windows: planned, leastSeconds: least, now })
        const offered = { from: Math.max(times.availableFrom, now + passed), until: times.availableUntil }
        if (offered.from < offered.until) expect(planned.some((one) => windowsOverlap(one, offered))).toBe(false)
        else expect(mustMoveTimes(times, { windows, leastSeconds: least, now: now + passed })).toBe(times.availableUntil <= now + passed)
      }),
    )
  })

  test('is signed again when its window is cancelled, and then offers the time of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 * day }), fc.integer({ min: 60, max: 5 * day }), (from, seconds) => {
        const one = window(from, from + seconds)
        const times = askTimesBeside(listing, { windows: [one], now })
        expect(mustMoveTimes(times, { windows: [{ ...one, cancelled: true }], now })).toBe(true)
        expect(askTimesBeside(listing, { windows: [], now })).toEqual(listing)
      }),
    )
  })
})

import { expect, test } from 'vitest'
import { randomFrom } from '../../test/randomFrom.ts'
import { LinePace } from './linePace.ts'
import { type Line, playLine } from '../../test/playLine.ts'

const mebibyte = 1024 * 1024

test.each<[string, Line]>([
  ['a fast line over a long distance', { carries: () => 60, distanceMs: 100, jitterMs: 0 }],
  ['the same by radio', { carries: () => 60, distanceMs: 100, jitterMs: 30 }],
  ['a line that hiccups', { carries: () => 60, distanceMs: 100, jitterMs: 4, hiccupMs: 200 }],
  ['a home with 20 Mbit/s upwards', { carries: () => 2.4, distanceMs: 30, jitterMs: 0 }],
  ['the same by radio', { carries: () => 2.4, distanceMs: 30, jitterMs: 20 }],
  ['a radio that is worse than the distance', { carries: () => 60, distanceMs: 10, jitterMs: 30 }],
  ['a slow line', { carries: () => 1, distanceMs: 50, jitterMs: 10 }],
  ['a machine next door', { carries: () => 100, distanceMs: 1, jitterMs: 3 }],
])('on %s, a long transfer uses the line, and keystrokes never wait long', (_what, line) => {
  const { waitsMs, used } = playLine(new LinePace(), line)
  expect(used).toBeGreaterThan(0.9)
  expect(waitsMs.at(0.95)).toBeLessThan(50)
})

test.each<[string, Line & { mostMs: number; least: number }]>([
  ['carries 60 and 25 MiB/s in turn', { carries: inTurn(60, 25, 200, 2_000), distanceMs: 100, jitterMs: 4, mostMs: 175, least: 0.7 }],
  [
    'stands still for 10 to 50 ms, ten times a second',
    { carries: withStops(60, 100, 10, 50), distanceMs: 100, jitterMs: 4, mostMs: 95, least: 0.85 },
  ],
])('on a line that %s, keystrokes wait little longer than for bytes on their way', (_what, { mostMs, least, ...line }) => {
  const { waitsMs, used } = playLine(new LinePace(), line)
  expect(waitsMs.at(0.5)).toBeLessThan(40)
  expect(waitsMs.at(0.95)).toBeLessThan(mostMs)
  expect(used).toBeGreaterThan(least)
})

test('does not raise an unused limit', () => {
  const pace = new LinePace()
  const before = pace.limitBytes
  for (let answers = 0; answers < 400; answers += 1) pace.heard({ roundTripMs: 20, onWayBytes: before / 2, step: pace.step })
  expect(pace.limitBytes).toBeLessThanOrEqual(before)
})

test('accepts a longer line', () => {
  const pace = new LinePace()
  for (let answers = 0; answers < 50; answers += 1) pace.heard({ roundTripMs: 20, onWayBytes: pace.limitBytes, step: pace.step })
  for (let answers = 0; answers < 2_000; answers += 1) pace.heard({ roundTripMs: 120, onWayBytes: pace.limitBytes, step: pace.step })
  expect(pace.limitBytes).toBeGreaterThan(8 * mebibyte)
})

test('shrinks the limit only once for one queue', () => {
  const pace = new LinePace()
  for (let answers = 0; answers < 8; answers += 1) pace.heard({ roundTripMs: 100, onWayBytes: pace.limitBytes, step: pace.step })
  const { step, limitBytes } = pace
  expect(limitBytes).toBe(8 * mebibyte)
  for (let answers = 0; answers < 8; answers += 1) pace.heard({ roundTripMs: 216, onWayBytes: limitBytes, step })
  expect(pace.limitBytes).toBe(4 * mebibyte)
  for (let answers = 0; answers < 80; answers += 1) pace.heard({ roundTripMs: 216, onWayBytes: limitBytes, step })
  for (let answers = 0; answers < 80; answers += 1) pace.heard({ roundTripMs: 216, onWayBytes: limitBytes, step: pace.step })
  expect(pace.limitBytes).toBe(4 * mebibyte)
})

/** Returns a rate in MiB/s that alternates between two values at random times. */
function inTurn(one: number, other: number, leastMs: number, mostMs: number): Line['carries'] {
  const random = randomFrom(11)
  let current = one
  let untilMs = 0
  return (nowMs) => {
    if (nowMs < untilMs) return current
    current = current === one ? other : one
    untilMs = nowMs + leastMs + random() * (mostMs - leastMs)
    return current
  }
}

/**
 * Returns a line's rate in MiB/s as a function of time: `carries`, with stops in which the rate is 0. A stop lasts `leastMs` to `mostMs`. The time between two
 * stops is random, on average `everyMs`.
 */
function withStops(carries: number, everyMs: number, leastMs: number, mostMs: number): Line['carries'] {
  const random = randomFrom(12)
  let nextMs = everyMs
  let untilMs = 0
  return (nowMs) => {
    if (nowMs >= nextMs) {
      untilMs = nowMs + leastMs + random() * (mostMs - leastMs)
      nextMs = untilMs + random() * 2 * everyMs
    }
    return nowMs < untilMs ? 0 : carries
  }
}

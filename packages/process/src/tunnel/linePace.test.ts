import { expect, test } from 'vitest'
import { LinePace } from './linePace.ts'

const mebibyte = 1024 * 1024

test.each([
  ['a fast line over a long distance', 60, 100],
  ['a home with 20 Mbit/s upwards', 2.4, 30],
])('on %s the limit comes to what the line carries, with a queue of at most 60 ms', (_what, mebibytesPerSecond, distanceMs) => {
  const pace = new LinePace()
  const carries = mebibytesPerSecond * mebibyte
  // The first answer comes before there is a queue, as it does when a transfer begins.
  pace.heard({ roundTripMs: distanceMs, onWayBytes: 0 })
  let queueMs = 0
  for (let answers = 0; answers < 200; answers += 1) {
    queueMs = Math.max(0, (pace.limitBytes / carries) * 1_000 - distanceMs)
    pace.heard({ roundTripMs: distanceMs + queueMs, onWayBytes: pace.limitBytes })
  }
  expect(queueMs).toBeLessThan(60)
  expect(pace.limitBytes).toBeGreaterThan(carries * (distanceMs / 1_000) * 0.9)
})

test('a limit that nobody uses does not grow', () => {
  const pace = new LinePace()
  const before = pace.limitBytes
  for (let answers = 0; answers < 50; answers += 1) pace.heard({ roundTripMs: 20, onWayBytes: mebibyte })
  expect(pace.limitBytes).toBe(before)
})

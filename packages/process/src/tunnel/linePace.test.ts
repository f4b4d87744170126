import { expect, test } from 'vitest'
import { randomFrom } from '../../test/randomFrom.ts'
import { LinePace } from './linePace.ts'

const mebibyte = 1024 * 1024

/** A line: what it carries in MiB/s, its own round trip, and by how much an answer may be later than that by itself. */
type Line = { carries: number; distanceMs: number; jitterMs: number; hiccupMs?: number }

/** Plays ten minutes of a transfer that always has more to send over a line; answers the queues from the second minute on, and how much of the line was used. */
function play({ carries, distanceMs, jitterMs, hiccupMs = 0 }: Line): { queuesMs: number[]; used: number } {
  const pace = new LinePace()
  const random = randomFrom(7)
  // The first answer comes before there is a queue, as it does when a transfer begins.
  pace.heard({ roundTripMs: distanceMs, onWayBytes: 0 })
  const queuesMs: number[] = []
  let used = 0
  for (let answer = 0; answer < 6_000; answer += 1) {
    const onWayBytes = pace.limitBytes
    const queueMs = Math.max(0, (onWayBytes / (carries * mebibyte)) * 1_000 - distanceMs)
    const lateMs = random() < 0.1 ? random() * (hiccupMs || jitterMs) : random() * jitterMs
    pace.heard({ roundTripMs: distanceMs + queueMs + lateMs, onWayBytes })
    if (answer < 1_000) continue
    queuesMs.push(queueMs)
    used += Math.min(1, onWayBytes / (carries * mebibyte * ((distanceMs + jitterMs / 2) / 1_000))) / 5_000
  }
  return { queuesMs: queuesMs.sort((one, other) => one - other), used }
}

test.each<[string, Line]>([
  ['a fast line over a long distance', { carries: 60, distanceMs: 100, jitterMs: 0 }],
  ['the same by radio', { carries: 60, distanceMs: 100, jitterMs: 30 }],
  ['a line that hiccups', { carries: 60, distanceMs: 100, jitterMs: 4, hiccupMs: 200 }],
  ['a home with 20 Mbit/s upwards', { carries: 2.4, distanceMs: 30, jitterMs: 0 }],
  ['the same by radio', { carries: 2.4, distanceMs: 30, jitterMs: 20 }],
  ['a radio that is worse than the distance', { carries: 60, distanceMs: 10, jitterMs: 30 }],
  ['a slow line', { carries: 1, distanceMs: 50, jitterMs: 10 }],
  ['a machine next door', { carries: 100, distanceMs: 1, jitterMs: 3 }],
])('on %s a transfer of minutes uses the line, and keystrokes never wait long for it', (_what, line) => {
  const { queuesMs, used } = play(line)
  expect(used).toBeGreaterThan(0.9)
  expect(queuesMs[Math.floor(queuesMs.length * 0.95)]).toBeLessThan(50)
})

test('a limit that nobody uses does not grow', () => {
  const pace = new LinePace()
  const before = pace.limitBytes
  for (let answers = 0; answers < 400; answers += 1) pace.heard({ roundTripMs: 20, onWayBytes: mebibyte })
  expect(pace.limitBytes).toBeLessThanOrEqual(before)
})

test('a line that became longer is believed', () => {
  const pace = new LinePace()
  for (let answers = 0; answers < 50; answers += 1) pace.heard({ roundTripMs: 20, onWayBytes: pace.limitBytes })
  for (let answers = 0; answers < 600; answers += 1) pace.heard({ roundTripMs: 120, onWayBytes: pace.limitBytes })
  expect(pace.limitBytes).toBeGreaterThan(8 * mebibyte)
})

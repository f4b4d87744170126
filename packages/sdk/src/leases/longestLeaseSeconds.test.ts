import { expect, test } from 'vitest'
import { longestLeaseSeconds } from './longestLeaseSeconds.ts'

const [start, hour, day] = [1_800_000_000, 3_600, 86_400]

test.each([
  ['up to the longest lease of the ask', { maxDurationSeconds: 2 * day, availableUntil: start + 9 * day }, 2 * day],
  ['up to the last moment of the ask', { maxDurationSeconds: 20 * day, availableUntil: start + 30 * hour }, 30 * hour],
  ['never when it is as long as the ask allows', { maxDurationSeconds: day, availableUntil: start + 9 * day }, null],
  ['never when the ask ends with it', { maxDurationSeconds: 9 * day, availableUntil: start + day }, null],
])('a lease of a day can be extended %s', (_what, ask, limit) => {
  expect(longestLeaseSeconds(ask, { start, durationSeconds: day })).toBe(limit)
})

test('a lease of 28 days can be extended by an ask that allows it', () => {
  expect(longestLeaseSeconds({ maxDurationSeconds: 40 * day, availableUntil: start + 90 * day }, { start, durationSeconds: 28 * day })).toBe(40 * day)
})

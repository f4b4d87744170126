import { describe, expect, test } from 'vitest'
import { durationSeconds, firstReleasedHour, hoursOf, unixSeconds } from '../index.ts'

describe('hours of a window', () => {
  test.each([
    [0n, 1n, 0, 1],
    [0n, 3600n, 0, 1],
    [0n, 3601n, 0, 2],
    [3599n, 1n, 0, 1],
    [3599n, 2n, 0, 2],
    [3600n, 3600n, 1, 2],
    [7199n, 3602n, 1, 4],
  ])('gives, for start %s and %s s, hours %s to %s', (start, length, fromHour, toHour) => {
    expect(hoursOf({ start: unixSeconds(start), durationSeconds: durationSeconds(length) })).toEqual({ fromHour, toHour })
  })

  test.each([
    ['frees the current hour for an end now', 7200n, 7200n, 2],
    ['frees the current hour for an end in the past', 100n, 7201n, 2],
    ['does not free the hour of a later end within it', 7201n, 7200n, 3],
    ['frees the hour that begins at a later end', 10_800n, 7200n, 3],
  ])('%s', (_, end, now, hour) => {
    expect(firstReleasedHour({ end: unixSeconds(end), now: unixSeconds(now) })).toBe(hour)
  })
})

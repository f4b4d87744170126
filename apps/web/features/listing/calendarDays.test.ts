import { describe, expect, test } from 'vitest'
import { calendarDays, daysSinceMonday, shareFree } from '#web/features/listing/calendarDays.ts'

const monday = Date.UTC(2026, 10, 16) / 3_600_000

describe('calendarDays', () => {
  test('pads the first day up to now and the last day after what is known', () => {
    const days = calendarDays({ fromHour: monday + 22, freeGpus: [1, 2, 3] })
    expect(days).toHaveLength(2)
    expect(days[0]?.free.slice(20)).toEqual([null, null, 1, 2])
    expect(days[1]?.free.slice(0, 3)).toEqual([3, null, null])
  })

  test('starts days at midnight UTC', () => {
    expect(calendarDays({ fromHour: monday + 5, freeGpus: [1] })[0]?.startsAt).toBe(monday * 3_600)
  })

  test('counts weeks from Monday', () => {
    expect(daysSinceMonday(monday * 3_600)).toBe(0)
    expect(daysSinceMonday((monday + 6 * 24) * 3_600)).toBe(6)
  })

  test('states whether all, some or no hours of a part of the day are free for these GPUs', () => {
    expect(shareFree([8, 8], 8)).toBe('all')
    expect(shareFree([8, 4], 8)).toBe('some')
    expect(shareFree([4, 4], 8)).toBe('none')
    expect(shareFree([null, null], 1)).toBe('past')
  })
})

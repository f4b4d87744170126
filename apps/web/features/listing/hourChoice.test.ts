import { describe, expect, test } from 'vitest'
import { chooseHour, type HourRoom, roomFrom } from '#web/features/listing/useHourChoosing.ts'

const first = 500_000
const ask = { minDurationSeconds: 600, maxDurationSeconds: 86_400, availableFrom: 0, availableUntil: 10 ** 10, expiry: 10 ** 10 }
/** The current time is 20 minutes after the start of the calendar's first hour. The machine has two GPUs, and one of them is booked in the sixth hour. */
const room: HourRoom = {
  calendar: { fromHour: first, freeGpus: [2, 2, 2, 2, 2, 1, 2, 2, ...Array.from({ length: 664 }, () => 2)] },
  gpus: 2,
  now: first * 3_600 + 1_200,
  ask,
}
const roomOf = (patch: Partial<typeof ask>): HourRoom => ({ ...room, ask: { ...ask, ...patch } })

describe('hours that may be chosen', () => {
  test('last as long as the calendar is free for the GPUs, and the ask allows', () => {
    expect([first + 1, first + 4, first + 5, first + 6].map((hour) => roomFrom(room, hour))).toEqual([4, 1, 0, 24])
    expect(roomFrom({ ...room, gpus: 1 }, first + 1)).toBe(24)
    expect(roomFrom(roomOf({ minDurationSeconds: 7_201 }), first + 3)).toBe(0)
    expect(roomFrom(roomOf({ availableUntil: (first + 3) * 3_600 }), first + 1)).toBe(2)
  })

  test('begin while the ask is in the book and offers them, and not before now', () => {
    expect(roomFrom(roomOf({ expiry: (first + 2) * 3_600 + 30 }), first + 2)).toBe(0)
    expect(roomFrom(roomOf({ expiry: (first + 2) * 3_600 + 31 }), first + 2)).toBe(3)
    expect(roomFrom(roomOf({ availableFrom: (first + 2) * 3_600 + 1 }), first + 2)).toBe(0)
    expect(roomFrom(room, first - 1)).toBe(0)
    expect(roomFrom(room, first)).toBe(4)
    expect(roomFrom({ ...room, now: first * 3_600 }, first)).toBe(4)
    expect(roomFrom(room, first + 672)).toBe(0)
  })

  test('end within 28 days, an hour before for an order', () => {
    const long = { ...roomOf({ maxDurationSeconds: 28 * 86_400 }), gpus: 1 }
    expect(roomFrom(long, first)).toBe(672)
    expect(roomFrom(long, first + 10)).toBe(661)
  })
})

describe('an hour that is chosen', () => {
  test('is the first one, for as long as before where that is free', () => {
    expect(chooseHour(room, { hour: first + 2, anchor: null, hours: 24 })).toEqual({ choice: { startHour: first + 2, hours: 3 }, anchor: first + 2 })
    expect(chooseHour(room, { hour: first + 6, anchor: null, hours: 4 })?.choice).toEqual({ startHour: first + 6, hours: 4 })
    expect(chooseHour(room, { hour: first + 5, anchor: null, hours: 4 })).toBeNull()
  })

  test('is the last one after a first one, and both the same for one hour', () => {
    expect(chooseHour(room, { hour: first + 3, anchor: first + 1, hours: 1 })).toEqual({ choice: { startHour: first + 1, hours: 3 }, anchor: null })
    expect(chooseHour(room, { hour: first + 1, anchor: first + 1, hours: 4 })?.choice).toEqual({ startHour: first + 1, hours: 1 })
  })

  test('is another first one where the hours between are not free or it lies before', () => {
    const later = chooseHour(room, { hour: first + 7, anchor: first + 1, hours: 2 })
    expect(later).toEqual({ choice: { startHour: first + 7, hours: 2 }, anchor: first + 7 })
    expect(chooseHour(room, { hour: first + 1, anchor: first + 3, hours: 2 })?.choice).toEqual({ startHour: first + 1, hours: 2 })
  })

  test('means now while it is the current hour, and a choice that begins now is over before its last hour ends', () => {
    expect(chooseHour(room, { hour: first, anchor: null, hours: 3 })).toEqual({ choice: { startHour: null, hours: 3 }, anchor: first })
    expect(chooseHour(room, { hour: first + 3, anchor: first, hours: 1 })?.choice).toEqual({ startHour: null, hours: 3 })
    expect(chooseHour(room, { hour: first, anchor: first, hours: 3 })?.choice).toEqual({ startHour: null, hours: 1 })
  })
})

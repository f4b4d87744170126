import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskOf, naiveBook, wordOf } from '../../test/naiveCalendar.ts'
import { bookWord, calendarSpans, gpusAt, releaseWord } from '../index.ts'

const anyCase = fc.integer({ min: 1, max: 15 }).chain((capacity) =>
  fc.record({
    capacity: fc.constant(capacity),
    gpus: fc.integer({ min: 1, max: capacity }),
    counts: fc.array(fc.integer({ min: 0, max: capacity }), { minLength: 64, maxLength: 64 }),
    hours: fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 64 }),
    isRoomy: fc.boolean(),
  }),
)

describe('calendar words', () => {
  test('behave like 64 plain numbers for any bookings', () => {
    fc.assert(
      fc.property(anyCase, ({ capacity, gpus, counts, hours, isRoomy }) => {
        const before = isRoomy ? counts.map((count) => Math.min(count, capacity - gpus)) : counts
        const after = naiveBook(before, { hours, gpus, capacity })
        const word = wordOf(before)
        const mask = maskOf(hours)
        const booked = bookWord(word, { mask, gpus, capacity })
        expect(booked).toEqual(after === null ? { ok: false, word } : { ok: true, word: wordOf(after) })
        before.forEach((count, hour) => {
          expect(gpusAt(word, hour)).toBe(count)
        })
        if (booked.ok) expect(releaseWord(booked.word, { mask, gpus })).toBe(word)
      }),
      { numRuns: 3_000, seed: 2_101 },
    )
  })

  test('have spans that cover each hour of a window once, in sequence, 64 hours to a word', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500_000 }), fc.integer({ min: 1, max: 673 }), (fromHour, length) => {
        const hours = calendarSpans({ fromHour, toHour: fromHour + length }).flatMap(({ wordIndex, mask }) =>
          Array.from({ length: 64 }, (_, at) => at)
            .filter((at) => ((mask >> BigInt(at * 4)) & 1n) === 1n)
            .map((at) => wordIndex * 64 + at),
        )
        expect(hours).toEqual(Array.from({ length }, (_, at) => fromHour + at))
      }),
      { numRuns: 300, seed: 2_102 },
    )
  })
})

import { type HourRange, hoursPerWord } from './hourWord.ts'
import { assert } from '../assertNever.ts'

/** The part of a range of hours that is in one calendar word, which has the counters of 64 hours. */
export type CalendarSpan = { readonly wordIndex: number; readonly mask: bigint }

/** Splits a range of hours into the calendar words of 64 hours that contain it, in sequence. A lease of 28 days has at most 12. */
export function calendarSpans({ fromHour, toHour }: HourRange): CalendarSpan[] {
  const spans: CalendarSpan[] = []
  for (let hour = fromHour; hour < toHour; ) {
    const wordIndex = Math.floor(hour / hoursPerWord)
    const first = hour - wordIndex * hoursPerWord
    const count = Math.min(hoursPerWord - first, toHour - hour)
    spans.push({ wordIndex, mask: calendarMask({ first, count }) })
    hour += count
  }
  return spans
}

/** Returns the mask of `count` hours from `first` (0 to 63): a 1 in the low bit of each hour's counter. Asserts that they are in one word. */
export function calendarMask({ first, count }: { first: number; count: number }): bigint {
  assert(first >= 0 && count >= 0 && first + count <= hoursPerWord, 'the hours lie in one word')
  let mask = 0n
  for (let hour = 0; hour < count; hour += 1) mask |= 1n << BigInt((first + hour) * 4)
  return mask
}

import { type HourRange, hoursPerWord } from './hourWord.ts'
import { assert } from '../assertNever.ts'

/**
 * A part of a range of hours that lies within one calendar word, a uint256 of the contract with the counters of 64 hours. `mask` has a 1 in the low bit of each
 * hour's counter.
 */
export type CalendarSpan = { readonly wordIndex: number; readonly mask: bigint }

/**
 * Splits a range of hours into parts, one for each calendar word that it touches, in sequence. A word has the booked GPUs of 64 hours, so a lease of 28 days
 * touches at most 12.
 */
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

/**
 * Returns the mask of `count` hours from `first` (0 to 63): a 1 in the low bit of each hour's counter. Asserts that all these hours are in one calendar word of
 * 64 hours.
 */
export function calendarMask({ first, count }: { first: number; count: number }): bigint {
  assert(first >= 0 && count >= 0 && first + count <= hoursPerWord, 'the hours lie in one word')
  let mask = 0n
  for (let hour = 0; hour < count; hour += 1) mask |= 1n << BigInt((first + hour) * 4)
  return mask
}

import { calendarMask } from './calendarMask.ts'
import type { HourRange } from './hoursOf.ts'
import { hoursPerWord } from './hourWord.ts'

/** The part of a run of hours that lies in one calendar word. */
export type CalendarSpan = { readonly wordIndex: number; readonly mask: bigint }

/** Cuts a run of hours into its words, in order. A lease of 28 days has at most 12. */
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

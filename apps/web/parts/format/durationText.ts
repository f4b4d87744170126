import { hoursText } from '#web/parts/format/hoursText.ts'
import { spanText } from '#web/parts/format/spanText.ts'

/** Returns a duration in seconds as text: whole hours as "24 h", other durations to the minute and second. */
export function durationText(seconds: number): string {
  return seconds % 3_600 === 0 ? hoursText(seconds / 3_600) : spanText(seconds)
}

import { hoursText } from '#web/parts/format/hoursText.ts'
import { spanText } from '#web/parts/format/spanText.ts'

/** A booked duration in seconds: in whole hours as people book them ("24 h"), else to the minute and second. */
export function durationText(seconds: number): string {
  return seconds % 3_600 === 0 ? hoursText(seconds / 3_600) : spanText(seconds)
}

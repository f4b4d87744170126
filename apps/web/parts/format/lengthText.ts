import { hoursText } from '#web/parts/format/hoursText.ts'
import { unitsText } from '#web/parts/format/spanText.ts'

/** Returns the length of a lease in a search: "24 h", "7 d" or, if it is not a whole number of hours, "90 min". Rounds up to whole minutes. */
export function lengthText(seconds: number): string {
  return seconds % 3_600 === 0 ? hoursText(seconds / 3_600) : unitsText(`${Math.ceil(seconds / 60)} min`)
}

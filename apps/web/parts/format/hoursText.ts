import { unitsText } from '#web/parts/format/spanText.ts'

/** Returns a number of whole hours as text: "24 h", "72 h". Above 72 h, whole days show as days: "7 d". */
export function hoursText(hours: number): string {
  return unitsText(hours > 72 && hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`)
}

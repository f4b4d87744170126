import { unitsText } from '#web/parts/format/spanText.ts'

/** Returns hours as text: "24 h", "72 h". Above 72 h, whole days show as days: "7 d". Hours that are not whole show as minutes: "90 min". */
export function hoursText(hours: number): string {
  if (hours % 1 !== 0) return unitsText(`${Math.round(hours * 60)} min`)
  return unitsText(hours > 72 && hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`)
}

import { unitsText } from '#web/parts/format/spanText.ts'

/** A number of whole hours as people book them: "24 h", "72 h", then in days where they come out even: "7 d". */
export function hoursText(hours: number): string {
  return unitsText(hours > 72 && hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`)
}

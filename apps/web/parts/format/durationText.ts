import { spanText, unitsText } from '#web/parts/format/spanText.ts'

const secondsPerHour = 3_600

/**
 * Returns a duration in seconds as text. Whole hours become "24 h", whole days above 72 h become "7 d", and all other durations have at most two units: "1 h 30
 * min".
 */
export function durationText(seconds: number): string {
  const hours = seconds / secondsPerHour
  if (hours % 1 !== 0) return spanText(seconds)
  return unitsText(hours > 72 && hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`)
}

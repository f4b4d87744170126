import { plainNumber } from '@infinitio/domain'

/** The units in which a duration can be typed, with the seconds of each unit. */
export const durationUnits = { min: 60, h: 3_600, d: 86_400 } as const
export type DurationUnit = keyof typeof durationUnits

/** A duration as the user types it: a number and its unit. */
export type DurationDraft = { readonly text: string; readonly unit: DurationUnit }

/** The shortest and the longest duration that the user may choose, in seconds. `limit` names what sets the longest one. */
export type DurationBounds = { readonly minSeconds: number; readonly maxSeconds: number; readonly limit: 'ask' | 'market' | 'extension' }

/** The key of the message about a duration that is not valid. */
export type DurationProblem = 'missing' | DurationBounds['limit']

/** The reason why the page must not use the duration of a field now: the typed duration is not valid, or the field has not reported its duration yet. */
export type DurationBlock = DurationProblem | 'unsent'

const mostHours = 72

/**
 * Returns a duration as a user would type it: in days if it is longer than 72 h and a whole number of days, in hours if it is a whole number of hours, or else
 * in minutes.
 */
export function draftOfSeconds(seconds: number): DurationDraft {
  if (seconds > mostHours * durationUnits.h && seconds % durationUnits.d === 0) return draftIn(seconds, 'd')
  return draftIn(seconds, seconds % durationUnits.h === 0 ? 'h' : 'min')
}

function draftIn(seconds: number, unit: DurationUnit): DurationDraft {
  return { text: String(Math.round((seconds / durationUnits[unit]) * 100) / 100), unit }
}

/** Returns the whole seconds of a draft; returns null if it is not a number above 0. */
export function secondsOfDraft({ text, unit }: DurationDraft): number | null {
  const count = text.trim() === '' ? Number.NaN : Number(plainNumber(text))
  const seconds = Math.round(count * durationUnits[unit])
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}

/** Returns the reason why a duration is not valid: it is missing (null), or it is outside its limits. Returns null if it is within them. */
export function durationProblem(seconds: number | null, { minSeconds, maxSeconds, limit }: DurationBounds): DurationProblem | null {
  if (seconds === null) return 'missing'
  if (seconds >= minSeconds && seconds <= maxSeconds) return null
  return limit
}

/**
 * Returns why a page must not act on `sent`, the last duration that its field reported. Either the typed duration is invalid, or it differs from `sent`.
 * Returns null if the typed duration is valid and equal to `sent`.
 */
export function durationBlock(
  typed: number | null,
  { sent, bounds }: { readonly sent: number; readonly bounds: DurationBounds },
): DurationBlock | null {
  return durationProblem(typed, bounds) ?? (typed === sent ? null : 'unsent')
}

import { utcWeekdayText, weekdayText } from '#web/parts/format/clockText.ts'
import { zonedDate } from '#web/parts/format/zonedDate.ts'

/** A day on which a moment can be chosen, by its date in the reader's zone, with its moments in Unix seconds. */
export type DayChoice = { readonly day: string; readonly text: string; readonly moments: readonly number[] }

/** The hour that is set when the reader chooses another day. */
const usualHour = 9

/** Returns the date of a moment in the reader's zone, such as "2026-11-28". */
export function dayOf(at: number): string {
  return zonedDate(at).toISOString().slice(0, 10)
}

/**
 * Returns the days that a user can choose: `days` days from `from` on. Each day has the times that are multiples of `stepSeconds` and not before `from`.
 * `chosen` is always one of the times, even if it has passed or lies between two steps. All times are Unix seconds.
 */
export function momentChoices({ from, days, stepSeconds, chosen }: Readonly<MomentBounds>): readonly DayChoice[] {
  const first = Math.ceil(from / stepSeconds) * stepSeconds
  const steps = Array.from({ length: Math.floor((days * 86_400) / stepSeconds) }, (_, place) => first + place * stepSeconds)
  const all = chosen === null || steps.includes(chosen) ? steps : [...steps, chosen].sort((one, other) => one - other)
  const byDay = Map.groupBy(all, dayOf)
  return [...byDay].map(([day, moments]) => ({ day, text: weekdayText(moments[0] ?? first), moments }))
}

/**
 * The range of a choice: the earliest moment and the moment chosen so far, in Unix seconds, the number of days on offer, and the seconds between two choices.
 */
export type MomentBounds = { from: number; days: number; stepSeconds: number; chosen: number | null }

/**
 * Returns the time to select when the user selects another day: the same time of day as `before`, or 9:00 if `before` is null. If the selected day does not
 * offer that time of day, returns the first time that it offers.
 */
export function momentOn({ moments }: DayChoice, before: number | null): number | null {
  const timeOf = (at: number) => zonedDate(at).toISOString().slice(11, 16)
  const wanted = before === null ? `${String(usualHour).padStart(2, '0')}:00` : timeOf(before)
  return moments.find((at) => timeOf(at) === wanted) ?? moments[0] ?? null
}

const dayMs = 86_400_000

/** Returns the months ("2026-11") from the month of `first` to the month of `last`, both UTC days. */
export function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = []
  for (let at = new Date(`${first.slice(0, 7)}-01T00:00:00Z`); at.toISOString().slice(0, 10) <= last; at.setUTCMonth(at.getUTCMonth() + 1)) {
    months.push(at.toISOString().slice(0, 7))
  }
  return months
}

/** Returns the UTC days of a month that are between `first` and `last`, each with its text, such as "Sat 28 Nov". */
export function daysOfMonth(month: string, { first, last }: Readonly<Record<'first' | 'last', string>>): readonly { day: string; text: string }[] {
  const start = Date.parse(`${month}-01T00:00:00Z`)
  return Array.from({ length: 31 }, (_, place) => new Date(start + place * dayMs).toISOString().slice(0, 10))
    .filter((day) => day.startsWith(month) && first <= day && day <= last)
    .map((day) => ({ day, text: utcWeekdayText(Date.parse(`${day}T00:00:00Z`) / 1_000) }))
}

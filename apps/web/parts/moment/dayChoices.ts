import { utcWeekdayText } from '#web/parts/format/clockText.ts'

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

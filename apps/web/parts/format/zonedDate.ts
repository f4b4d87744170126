import { reading } from '#web/i18n/reading.ts'

/** By zone: making one costs as much as a hundred uses. There are as many as the IANA list has. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** Unix seconds as a date whose UTC fields are what a clock on the wall shows in the reader's zone. */
export function zonedDate(unixSeconds: number): Date {
  const date = new Date(unixSeconds * 1_000)
  const { zone } = reading()
  if (zone === 'UTC') return date
  // Swedish writes a moment as ISO 8601 does.
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(zone, format)
  return new Date(`${format.format(date).replace(' ', 'T')}Z`)
}

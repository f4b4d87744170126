import { reading } from '#web/i18n/reading.ts'

/** The date formatters by time zone. They are cached, because creating one is slow. The map has at most one entry for each zone of the IANA list. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** Returns a date that shows the local time of the reader's zone at `unixSeconds` in its UTC fields. */
export function zonedDate(unixSeconds: number): Date {
  const date = new Date(unixSeconds * 1_000)
  const { zone } = reading()
  if (zone === 'UTC') return date
  // The Swedish locale formats a moment like ISO 8601.
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(zone, format)
  return new Date(`${format.format(date).replace(' ', 'T')}Z`)
}

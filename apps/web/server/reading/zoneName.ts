import type { Language } from '../../i18n/reading.ts'

const names = new Map<string, string>()

/** Returns the name of a zone on the pages: "UTC", "China Time", "中国时间". Only the server calculates it, because browsers have other names. */
export function zoneName(zone: string, language: Language): string {
  if (zone === 'UTC') return 'UTC'
  const key = `${language} ${zone}`
  const known = names.get(key)
  if (known !== undefined) return known
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'shortGeneric' }).formatToParts(0)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
  names.set(key, name)
  return name
}

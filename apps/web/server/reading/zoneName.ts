import type { Language } from '../../i18n/reading.ts'

const names = new Map<string, string>()

/** What the pages call a zone: "UTC", "China Time", "中国时间". Said by the server alone, since browsers know other names. */
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

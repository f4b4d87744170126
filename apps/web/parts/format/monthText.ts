import { reading } from '#web/i18n/reading.ts'

const locales = { en: 'en-GB', zh: 'zh-CN' } as const

/** Returns a month of the API ("2026-11") as "November 2026" or "2026年11月". */
export function monthText(month: string): string {
  const written = new Intl.DateTimeFormat(locales[reading().language], { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return written.format(new Date(`${month}-01T00:00:00Z`))
}

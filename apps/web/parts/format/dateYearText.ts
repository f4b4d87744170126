import { dayText } from '#web/parts/format/clockText.ts'
import { zonedDate } from '#web/parts/format/zonedDate.ts'
import { reading } from '#web/i18n/reading.ts'

/** Returns Unix seconds as "20 Nov 2026" in the reader's zone, for dates that may be in another year. */
export function dateYearText(unixSeconds: number): string {
  const year = zonedDate(unixSeconds).getUTCFullYear()
  return reading().language === 'zh' ? `${year}年${dayText(unixSeconds)}` : `${dayText(unixSeconds)} ${year}`
}

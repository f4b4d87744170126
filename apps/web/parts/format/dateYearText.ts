import { dayText } from '#web/parts/format/clockText.ts'
import { zonedDate } from '#web/parts/format/zonedDate.ts'
import { reading } from '#web/i18n/reading.ts'

/** Unix seconds as "20 Nov 2026", in the reader's zone: where the year may be another. */
export function dateYearText(unixSeconds: number): string {
  const year = zonedDate(unixSeconds).getUTCFullYear()
  return reading().language === 'zh' ? `${year}年${dayText(unixSeconds)}` : `${dayText(unixSeconds)} ${year}`
}

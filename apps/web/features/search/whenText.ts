import type { useTranslations } from 'next-intl'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { lengthText } from '#web/parts/format/lengthText.ts'

/** Returns "Now, for 24 h" or "21 Nov, 20:00, for 90 min". */
export function whenText(t: ReturnType<typeof useTranslations<'search.bar'>>, seconds: number, startHour: number | null): string {
  const span = lengthText(seconds)
  return startHour === null ? t('nowFor', { span }) : t('fromFor', { span, moment: dayMinuteText(startHour * 3_600) })
}

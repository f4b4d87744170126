import { withDecimalPoint } from '@infinitio/domain'
import type { useTranslations } from 'next-intl'

/** Says why a typed price is not one: a decimal comma gets the same number with a point. */
export function wrongPriceText(t: ReturnType<typeof useTranslations<'provide.price'>>, text: string): string {
  const pointed = withDecimalPoint(text)
  return pointed === null ? t('wrong') : t('comma', { text: pointed })
}

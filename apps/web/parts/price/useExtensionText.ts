import { type ExtendingAsk, longestLeaseSeconds } from '@infinitio/sdk'
import { useTranslations } from 'next-intl'
import { durationText } from '#web/parts/format/durationText.ts'

/** Returns a function that writes how long a lease can be extended, for a machine that is not rented yet. `start` is in Unix seconds. */
export function useExtensionText(): (ask: ExtendingAsk, lease: { readonly start: number; readonly durationSeconds: number }) => string {
  const t = useTranslations('price.extension')
  return (ask, lease) => {
    const limit = longestLeaseSeconds(ask, lease)
    return limit === null ? t('none') : t('most', { span: durationText(limit) })
  }
}

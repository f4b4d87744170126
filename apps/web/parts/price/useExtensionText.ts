import { type ExtendingAsk, longestLeaseSeconds } from '@infinitio/sdk'
import { useTranslations } from 'next-intl'
import { spanText } from '#web/parts/format/spanText.ts'

/** Returns a function that writes how long a lease can be extended, for a machine that is not rented yet. `start` is in Unix seconds. */
export function useExtensionText(): (ask: ExtendingAsk, lease: { readonly start: number; readonly durationSeconds: number }) => string {
  const t = useTranslations('price.extension')
  return (ask, lease) => {
    const limit = longestLeaseSeconds(ask, lease)
    return limit === null ? t('none') : t('most', { span: spanText(limit) })
  }
}

import type { ReviewSummaryWire } from '@infinitio/domain/wire'
import { Star } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** Returns a mean in stars with two decimals, from hundredths of a star. Pure. */
export function meanText(hundredths: number): string {
  return (hundredths / 100).toFixed(2)
}

/** Shows the mean of reviews and how many wallets wrote them, or says that there are no reviews. */
export function StarsLine({ summary: { hundredths, authors } }: { readonly summary: ReviewSummaryWire }) {
  const t = useTranslations('reviews')
  if (hundredths === null) return <span className="dim">{t('none')}</span>
  return (
    <span className="row g1 inline-flex">
      <Star className="i s" aria-hidden />
      <b>{meanText(hundredths)}</b> {t('from', { wallets: authors })}
    </span>
  )
}

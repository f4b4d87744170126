'use client'
import { useTranslations } from 'next-intl'
import { ReviewsPanel } from '#web/parts/reviews/ReviewsPanel.tsx'

/** Shows the reviews of leases on one machine. */
export function ListingReviews({ node }: { readonly node: string }) {
  const t = useTranslations('reviews')
  return (
    <section className="blk">
      <header>
        <h2>{t('title')}</h2>
        <p>{t('note')}</p>
      </header>
      <ReviewsPanel subject={{ of: 'node', id: node }} />
    </section>
  )
}

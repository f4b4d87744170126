import { useTranslations } from 'next-intl'
import { ReviewsPanel } from '#web/parts/reviews/ReviewsPanel.tsx'

/** Shows the reviews that providers wrote about an account as a renter. */
export function AccountReviews({ account }: { readonly account: string }) {
  const t = useTranslations('reviews')
  return (
    <section className="stack g2">
      <header>
        <h2>{t('aboutAccount')}</h2>
        <p className="t13 dim">{t('aboutAccountNote')}</p>
      </header>
      <ReviewsPanel subject={{ of: 'renter', id: account }} />
    </section>
  )
}

import { useTranslations } from 'next-intl'
import { ReviewsPanel } from '#web/parts/reviews/ReviewsPanel.tsx'

/** Shows the reviews that providers wrote about an account as a renter, and the reviews that the account wrote. */
export function AccountReviews({ account }: { readonly account: string }) {
  const t = useTranslations('reviews')
  return (
    <>
      {(['renter', 'author'] as const).map((of) => (
        <section key={of} className="stack g2">
          <h2>{t(`ofAccount.${of}`)}</h2>
          <ReviewsPanel subject={{ of, id: account }} />
        </section>
      ))}
    </>
  )
}

'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { MessageSquare } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { ReviewItem } from '#web/parts/reviews/ReviewItem.tsx'
import { type ReviewSubject, reviewsQuery } from '#web/parts/reviews/reviewQueries.ts'
import { meanText } from '#web/parts/reviews/Stars.tsx'

/**
 * Shows the mean of the reviews about a machine or an account, and the reviews with their answers, newest first. If the subject is the author of the reviews,
 * shows no mean.
 */
export function ReviewsPanel({ subject }: { readonly subject: ReviewSubject }) {
  const t = useTranslations('reviews')
  const list = useInfiniteQuery(reviewsQuery(browserApi, subject))
  if (list.data === undefined)
    return list.isError ? (
      <ErrorState title={t('failed')} error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <Skeleton width="100%" height={180} />
    )
  const summary = list.data.pages[0]?.summary ?? null
  const items = list.data.pages.flatMap((page) => page.items)
  if (items.length === 0)
    return (
      <div className="panel">
        <StateBox kind="empty" icon={MessageSquare} title={t('none')}>
          {t(`noneText.${subject.of}`)}
        </StateBox>
      </div>
    )
  return (
    <div className={clsx('panel', summary !== null && 'rvs')}>
      {summary !== null && summary.hundredths !== null && (
        <div className="rvsum">
          <b>{meanText(summary.hundredths)}</b>
          <p className="t13 dim">{t('of5')}</p>
          <p className="t13">{t('from', { wallets: summary.authors })}</p>
          {summary.sharedFunders > 0 && <p className="t13 warn">{t('sharedFunders', { wallets: summary.sharedFunders })}</p>}
        </div>
      )}
      <div>
        <ul>
          {items.map((review) => (
            <ReviewItem key={review.number} review={review} names={subject.of === 'author' ? 'subject' : 'author'} />
          ))}
        </ul>
        {list.hasNextPage && (
          <div className="rv">
            <Button size="sm" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t(list.isFetchingNextPage ? 'loading' : 'more')}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}

'use client'
import type { LeaseReviewsWire, LeaseWire, ReviewWire } from '@infinitio/domain/wire'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { ReviewItem } from '#web/parts/reviews/ReviewItem.tsx'
import { leaseReviewsQuery, reviewsQuery } from '#web/parts/reviews/reviewQueries.ts'
import { StarsLine } from '#web/parts/reviews/Stars.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const ReviewDialog = dynamic(() => import('#web/features/reviews/ReviewDialog.tsx').then((module) => module.ReviewDialog), { ssr: false })
const AnswerDialog = dynamic(() => import('#web/features/reviews/AnswerDialog.tsx').then((module) => module.AnswerDialog), { ssr: false })

/**
 * Shows the reviews of a lease by both sides. After the lease has ended, each side can write one review and answer the review of the other side. The provider
 * also sees the mean of the renter's reviews.
 */
export function LeaseReviewsPanel({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('reviews')
  const query = useQuery(leaseReviewsQuery(browserApi, lease.leaseId))
  return (
    <Panel title={t('title')}>
      <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={64} />}>
        {(reviews) => <LeaseReviews lease={lease} reviews={reviews} />}
      </QueryView>
    </Panel>
  )
}

function LeaseReviews({ lease, reviews: { items, side, until, code } }: { readonly lease: LeaseWire; readonly reviews: LeaseReviewsWire }) {
  const t = useTranslations('reviews')
  const account = useAccount()
  const [writes, setWrites] = useState(false)
  const [answers, setAnswers] = useState<ReviewWire | null>(null)
  const mayAnswer = (review: ReviewWire) => review.subject === account && review.answer === null
  return (
    <>
      {side === 'provider' && <RenterLine renter={lease.terms.renter} />}
      {items.length > 0 && (
        <ul>
          {items.map((review) => (
            <ReviewItem key={review.number} review={review}>
              {mayAnswer(review) && (
                <Button size="sm" onClick={() => setAnswers(review)}>
                  {t('answer')}
                </Button>
              )}
            </ReviewItem>
          ))}
        </ul>
      )}
      <div className="panel-body stack g3 t13">
        {code === null && side !== null ? (
          <>
            <p>{t('writeAbout', { side })}</p>
            {until !== null && <p className="dim">{t('until', { moment: momentText(until) })}</p>}
            <Button tone="primary" onClick={() => setWrites(true)}>
              {t('write')}
            </Button>
          </>
        ) : (
          <p className="dim">{t(`closed.${closedReason(code)}`)}</p>
        )}
      </div>
      {writes && side !== null && <ReviewDialog lease={lease} side={side} onClose={() => setWrites(false)} />}
      {answers !== null && <AnswerDialog review={answers} leaseId={lease.leaseId} onClose={() => setAnswers(null)} />}
    </>
  )
}

/** Shows the mean of the reviews that providers wrote about a renter. */
function RenterLine({ renter }: { readonly renter: string }) {
  const t = useTranslations('reviews')
  const list = useInfiniteQuery(reviewsQuery(browserApi, { of: 'renter', id: renter }))
  const summary = list.data?.pages[0]?.summary ?? null
  if (list.data === undefined && list.isError) return <ErrorState title={t('failed')} error={list.error} onRetry={() => void list.refetch()} />
  return (
    <p className="panel-body row wrap g2 t13">
      <span className="dim">{t('aboutRenter')}</span>
      {summary === null ? <Skeleton width={120} /> : <StarsLine summary={summary} />}
    </p>
  )
}

function closedReason(code: string | null): 'early' | 'too_short' | 'late' | 'exists' | 'not_party' {
  if (code === 'lease.review_early') return 'early'
  if (code === 'lease.review_too_short') return 'too_short'
  if (code === 'lease.review_late') return 'late'
  return code === 'lease.review_exists' ? 'exists' : 'not_party'
}

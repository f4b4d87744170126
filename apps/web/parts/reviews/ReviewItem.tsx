import type { ReviewWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Amount } from '#web/parts/format/Amount.tsx'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

type Hidden = ReviewWire['hidden']

type ReviewItemProps = { readonly review: ReviewWire; readonly names?: 'author' | 'subject'; readonly children?: ReactNode }

/**
 * Shows one review with its answer, and with its author or the account that it is about. Texts are plain: a link or a tag in them is shown as text. `children`
 * are the actions of the reader.
 */
export function ReviewItem({ review, names = 'author', children }: ReviewItemProps) {
  const t = useTranslations('reviews')
  const { stars, author, subject, at, text, hidden, fees, sharedFunder, answer } = review
  return (
    <li className="rv">
      <p className="row wrap g2 t13">
        <b>{t('stars', { stars })}</b>
        {names === 'subject' && <span className="dim">{t('about')}</span>}
        <AccountText account={names === 'author' ? author : subject} />
        <span className="dim">{dateYearText(at)}</span>
        {sharedFunder && <Badge tone="warn">{t('sharedFunder')}</Badge>}
      </p>
      <p className="t12 dim">
        {t('fees')} <Amount units={fees} />
      </p>
      <ReviewText text={text} hidden={hidden} />
      {answer !== null && (
        <blockquote>
          <p className="t12 dim">{t('answered', { side: review.side === 'renter' ? 'provider' : 'renter', day: dateYearText(answer.at) })}</p>
          <ReviewText text={answer.text} hidden={answer.hidden} />
        </blockquote>
      )}
      {children}
    </li>
  )
}

function ReviewText({ text, hidden }: { readonly text: string | null; readonly hidden: Hidden }) {
  const t = useTranslations('reviews')
  if (hidden !== null)
    return (
      <p className="dim">
        {t('hidden')} <bdi className="rvt">{hidden.reason}</bdi>
      </p>
    )
  if (text === null) return <p className="dim">{t('deleted')}</p>
  if (text === '') return null
  return (
    <p className="rvt" dir="auto">
      {text}
    </p>
  )
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { clockText, momentText } from '#web/parts/format/clockText.ts'
import { mailAttemptsQuery } from '#web/features/notifications/mailQuery.ts'
import { TryBadge } from '#web/features/notifications/TryBadge.tsx'

/** Lists the last attempts to send e-mail, newest first. */
export function MailLog() {
  const t = useTranslations('notifications')
  const { data, error } = useQuery(mailAttemptsQuery(browserApi))
  if (data === undefined) return error === null ? <Skeleton width="100%" height={40} /> : <ProblemCallout error={error} />
  if (data.items.length === 0) return <p className="t13 dim">{t('mail.noTries')}</p>
  return (
    <ul className="tries t13" aria-label={t('mail.log')} aria-live="polite">
      {data.items.map((item) => (
        <li key={`${item.kind}${item.attempt}${item.at}`}>
          <span className="dim nowrap">{momentText(item.at)}</span>
          <span className="grow">
            {item.kind === 'confirm' ? t('mail.confirmation') : t(`kind.${item.kind}`)}{' '}
            <span className="dim">{t('hooks.try', { attempt: item.attempt })}</span>
          </span>
          <TryBadge status={item.status} error={item.error} done={t('mail.sent')} />
          {item.nextAt !== null && <span className="dim nowrap">{t('hooks.next', { time: clockText(item.nextAt) })}</span>}
        </li>
      ))}
    </ul>
  )
}

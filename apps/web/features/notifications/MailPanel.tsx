'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { MailForm } from '#web/features/notifications/MailForm.tsx'
import { mailQuery } from '#web/features/notifications/mailQuery.ts'

const tones = { none: 'plain', asked: 'pending', confirmed: 'final', stopped: 'bad', failing: 'bad' } as const satisfies Record<string, BadgeTone>

/** Shows the account's e-mail notifications, their kinds and their delivery, or that this market sends no e-mail. */
export function MailPanel() {
  const t = useTranslations('notifications.mail')
  const { data, error } = useQuery(mailQuery(browserApi))
  const isShown = data !== undefined && (data.offered || data.state !== 'none')
  return (
    <div id="mail" className="mt-6">
      <Panel
        title={t('title')}
        end={isShown && data.state !== 'none' ? <Badge tone={tones[data.state]}>{t(`state.${data.state}`)}</Badge> : undefined}
      >
        {data === undefined ? (
          <div className="panel-body">{error === null ? <Skeleton width="60%" height={20} /> : <ProblemCallout error={error} />}</div>
        ) : isShown ? (
          <MailForm key={`${data.address}`} settings={data} />
        ) : (
          <p className="panel-body t13 dim">{t('off')}</p>
        )}
      </Panel>
    </div>
  )
}

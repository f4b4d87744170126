'use client'
import type { WebhookAttemptWire } from '@infinitio/domain/wire'
import { resendDelivery } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { clockText, momentText } from '#web/parts/format/clockText.ts'
import { TryBadge } from '#web/features/notifications/TryBadge.tsx'
import { webhookAttemptsQuery } from '#web/features/notifications/webhooksQuery.ts'

/** Lists the last attempts of a webhook, newest first. The newest one of a finished delivery can be sent again. */
export function WebhookLog({ webhookId, canResend }: { readonly webhookId: string; readonly canResend: boolean }) {
  const t = useTranslations('notifications')
  const queryClient = useQueryClient()
  const { queryKey } = webhookAttemptsQuery(browserApi, webhookId)
  const { data, error } = useQuery(webhookAttemptsQuery(browserApi, webhookId))
  const sending = useMutation({
    mutationFn: (deliveryId: string) => resendDelivery(browserApi, deliveryId),
    onSuccess: () => queryClient.invalidateQueries({ queryKey }),
  })
  if (data === undefined) return error === null ? <Skeleton width="100%" height={40} /> : <ProblemCallout error={error} />
  if (data.items.length === 0) return <p className="t13 dim">{t('hooks.noTries')}</p>
  const newest = new Set(newestOfEach(data.items))
  return (
    <>
      {sending.error !== null && <ProblemCallout error={sending.error} />}
      <ul className="tries t13" aria-label={t('hooks.log')} aria-live="polite">
        {data.items.map((item) => (
          <li key={`${item.deliveryId}${item.attempt}${item.at}`}>
            <span className="dim nowrap">{momentText(item.at)}</span>
            <span className="grow">
              {t(`kind.${item.kind}`)} <span className="dim">{t('hooks.try', { attempt: item.attempt })}</span>
            </span>
            <span className="dim nowrap">{t('hooks.ms', { ms: item.tookMs })}</span>
            <TryBadge status={item.status} error={item.error} done={item.status} />
            {newest.has(item) && item.nextAt !== null && <span className="dim nowrap">{t('hooks.next', { time: clockText(item.nextAt) })}</span>}
            {newest.has(item) && canResend && item.nextAt === null && (
              <Button size="sm" disabled={sending.isPending} onClick={() => sending.mutate(item.deliveryId)}>
                {t('hooks.resend')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function newestOfEach(items: readonly WebhookAttemptWire[]): WebhookAttemptWire[] {
  return items.filter(({ deliveryId }, at) => items.findIndex((other) => other.deliveryId === deliveryId) === at)
}

'use client'
import type { WebhookAttemptWire, WebhooksWire, WebhookWire } from '@infinitio/domain/wire'
import { deleteWebhook, enableWebhook, listWebhookAttempts, listWebhooks, resendDelivery, testWebhook, type Transport } from '@infinitio/sdk'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TryBadge } from '#web/features/notifications/TryBadge.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { clockText, momentText } from '#web/parts/format/clockText.ts'
import { listText } from '#web/parts/format/listText.ts'

const WebhookDialog = dynamic(() => import('#web/features/notifications/WebhookDialog.tsx').then((module) => module.WebhookDialog), { ssr: false })

/** Lists the account's webhooks with their notification kinds and deliveries, and adds new ones. */
export function WebhooksPanel() {
  const t = useTranslations('notifications.hooks')
  const { data, error } = useQuery(webhooksQuery(browserApi))
  const [isAdding, setIsAdding] = useState(false)
  const fullId = useId()
  const isFull = data !== undefined && data.items.length >= data.most
  return (
    <div id="webhooks" className="mt-6">
      <Panel
        title={t('title')}
        end={
          <Button size="sm" disabled={data === undefined || isFull} aria-describedby={isFull ? fullId : undefined} onClick={() => setIsAdding(true)}>
            <Plus className="i s" aria-hidden />
            {t('add')}
          </Button>
        }
      >
        {data !== undefined ? (
          <Webhooks webhooks={data} fullId={isFull ? fullId : null} />
        ) : (
          <div className="panel-body">{error === null ? <Skeleton width="60%" height={20} /> : <ProblemCallout error={error} />}</div>
        )}
      </Panel>
      {isAdding && <WebhookDialog onClose={() => setIsAdding(false)} />}
    </div>
  )
}

/** `fullId` is the id of the sentence that explains why no webhook can be added; null if one can. */
function Webhooks({ webhooks: { items, most }, fullId }: { readonly webhooks: WebhooksWire; readonly fullId: string | null }) {
  const t = useTranslations('notifications.hooks')
  if (items.length === 0) return <p className="panel-body t13 dim">{t('none')}</p>
  return (
    <>
      <ul className="hooklist">
        {items.map((webhook) => (
          <WebhookItem key={webhook.webhookId} webhook={webhook} />
        ))}
      </ul>
      {fullId !== null && (
        <p className="panel-foot t13 dim" id={fullId}>
          {t('full', { most })}
        </p>
      )}
    </>
  )
}

const acts = { delete: deleteWebhook, enable: enableWebhook, test: testWebhook } as const

/** Shows one webhook: URL, state, notification kinds and actions. */
function WebhookItem({ webhook: { webhookId, url, kinds, disabledAt } }: { readonly webhook: WebhookWire }) {
  const t = useTranslations('notifications')
  const queryClient = useQueryClient()
  const [isLogShown, setIsLogShown] = useState(false)
  const acting = useMutation({
    mutationFn: (act: keyof typeof acts) => acts[act](browserApi, webhookId),
    onSuccess: (_, act) => {
      if (act === 'test') setIsLogShown(true)
      return queryClient.invalidateQueries({ queryKey: ['notifications', 'webhooks'] })
    },
  })
  const button = (act: keyof typeof acts) => (
    <Button size="sm" tone={act === 'delete' ? 'ghost' : 'plain'} disabled={acting.isPending} onClick={() => acting.mutate(act)}>
      {t(`hooks.${act}`)}
    </Button>
  )
  return (
    <li className="panel-body stack g3" aria-label={url}>
      <div className="row wrap">
        <span className="mono t13 grow clip" title={url}>
          {url}
        </span>
        <Badge tone={disabledAt === null ? 'final' : 'bad'}>{t(disabledAt === null ? 'hooks.inUse' : 'hooks.disabled')}</Badge>
      </div>
      <p className="t13 dim">{listText(kinds.map((kind) => t(`kind.${kind}`)))}</p>
      {disabledAt !== null && <p className="t13">{t('hooks.disabledText')}</p>}
      <div className="row wrap">
        {button(disabledAt === null ? 'test' : 'enable')}
        <Button size="sm" aria-expanded={isLogShown} onClick={() => setIsLogShown(!isLogShown)}>
          {t('hooks.log')}
        </Button>
        {button('delete')}
      </div>
      {acting.error !== null && <ProblemCallout error={acting.error} />}
      {isLogShown && <WebhookLog webhookId={webhookId} canResend={disabledAt === null} />}
    </li>
  )
}

/** Lists the last attempts to call a webhook, newest first. Once all tries for a notification have ended, a button sends that notification again. */
function WebhookLog({ webhookId, canResend }: { readonly webhookId: string; readonly canResend: boolean }) {
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

/** Fetches the webhooks of the signed-in account. */
function webhooksQuery(api: Transport) {
  return queryOptions({ queryKey: ['notifications', 'webhooks'], queryFn: () => listWebhooks(api) })
}

const everyMs = 5_000

/** Query for the last attempts of a webhook. A retry causes no event, so the data is fetched again regularly while it is shown. */
function webhookAttemptsQuery(api: Transport, webhookId: string) {
  return queryOptions({
    queryKey: ['notifications', 'webhooks', webhookId],
    queryFn: () => listWebhookAttempts(api, webhookId),
    refetchInterval: everyMs,
  })
}

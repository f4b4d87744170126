'use client'
import type { WebhooksWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { WebhookItem } from '#web/features/notifications/WebhookItem.tsx'
import { webhooksQuery } from '#web/features/notifications/webhooksQuery.ts'

const WebhookDialog = dynamic(() => import('#web/features/notifications/WebhookDialog.tsx').then((module) => module.WebhookDialog), { ssr: false })

/** Lists the account's webhooks with their notification kinds and deliveries, and adds new ones. */
export function WebhooksPanel() {
  const t = useTranslations('notifications.hooks')
  const { data, error } = useQuery(webhooksQuery(browserApi))
  const [isAdding, setIsAdding] = useState(false)
  const isFull = data !== undefined && data.items.length >= data.most
  return (
    <div id="webhooks" className="mt-6">
      <Panel
        title={t('title')}
        end={
          <Button size="sm" disabled={data === undefined || isFull} onClick={() => setIsAdding(true)}>
            <Plus className="i s" aria-hidden />
            {t('add')}
          </Button>
        }
      >
        {data !== undefined ? (
          <Webhooks webhooks={data} isFull={isFull} />
        ) : (
          <div className="panel-body">{error === null ? <Skeleton width="60%" height={20} /> : <ProblemCallout error={error} />}</div>
        )}
      </Panel>
      {isAdding && <WebhookDialog onClose={() => setIsAdding(false)} />}
    </div>
  )
}

function Webhooks({ webhooks: { items, most }, isFull }: { readonly webhooks: WebhooksWire; readonly isFull: boolean }) {
  const t = useTranslations('notifications.hooks')
  if (items.length === 0) return <p className="panel-body t13 dim">{t('none')}</p>
  return (
    <>
      <ul className="hooklist">
        {items.map((webhook) => (
          <WebhookItem key={webhook.webhookId} webhook={webhook} />
        ))}
      </ul>
      {isFull && <p className="panel-foot t13 dim">{t('full', { most })}</p>}
    </>
  )
}

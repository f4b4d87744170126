'use client'
import type { WebhookWire } from '@infinitio/domain/wire'
import { deleteWebhook, enableWebhook, testWebhook } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { WebhookLog } from '#web/features/notifications/WebhookLog.tsx'
import { listText } from '#web/parts/format/listText.ts'

const acts = { delete: deleteWebhook, enable: enableWebhook, test: testWebhook } as const

/** Shows one webhook: address, state, notification kinds and actions. */
export function WebhookItem({ webhook: { webhookId, url, kinds, disabledAt } }: { readonly webhook: WebhookWire }) {
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

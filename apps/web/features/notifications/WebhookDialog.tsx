'use client'
import { type NotificationKind, notificationKinds } from '@infinitio/domain'
import { createWebhook } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'

/** Lets the user enter the URL and the notification kinds of a new webhook, then shows its secret once. */
export function WebhookDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('notifications')
  const queryClient = useQueryClient()
  const form = useId()
  const reasonId = useId()
  const [url, setUrl] = useState('')
  const [kinds, setKinds] = useState<readonly NotificationKind[]>(notificationKinds)
  const making = useMutation({
    mutationFn: () => createWebhook(browserApi, { url: url.trim(), kinds: [...kinds] }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['notifications', 'webhooks'] }),
  })
  const secret = making.data?.secret
  if (secret !== undefined) return <SecretDialog secret={secret} onClose={onClose} />
  const reason = url.trim() === '' ? t('hooks.needs.url') : kinds.length === 0 ? t('hooks.needs.kinds') : null
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('hooks.add')}
      description={t('hooks.addText')}
      footer={
        <>
          <Button onClick={onClose}>{t('hooks.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            tone="primary"
            disabled={making.isPending || reason !== null}
            aria-describedby={reason === null ? undefined : reasonId}
          >
            {t(making.isPending ? 'hooks.making' : 'hooks.make')}
          </Button>
        </>
      }
    >
      <form id={form} className="stack g4" noValidate action={() => making.mutate()}>
        <Field label={t('hooks.url')} hint={t('hooks.urlHint')}>
          {(names) => <TextInput {...names} type="url" value={url} placeholder="https://" onChange={(event) => setUrl(event.target.value)} />}
        </Field>
        <fieldset className="hookkinds">
          <legend className="t13 strong mb-2">{t('hooks.kinds')}</legend>
          {notificationKinds.map((kind) => (
            <CheckRow
              key={kind}
              checked={kinds.includes(kind)}
              label={t(`kind.${kind}`)}
              onChange={(isWanted) => setKinds(isWanted ? [...kinds, kind] : kinds.filter((other) => other !== kind))}
            />
          ))}
        </fieldset>
        {making.error !== null && <ProblemCallout error={making.error} />}
        <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
      </form>
    </Dialog>
  )
}

/** Shows the secret of a new webhook, which nobody can see again. */
function SecretDialog({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const t = useTranslations('notifications')
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('hooks.made')}
      description={t('hooks.madeText')}
      footer={
        <Button tone="primary" onClick={onClose}>
          {t('hooks.stored')}
        </Button>
      }
    >
      <CodeLine text={secret} label={t('hooks.copySecret')} doneLabel={t('hooks.copied')} wrap />
    </Dialog>
  )
}

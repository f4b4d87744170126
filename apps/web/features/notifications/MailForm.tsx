'use client'
import { type NotificationKind, notificationKinds } from '@infinitio/domain'
import type { MailSettingsWire } from '@infinitio/domain/wire'
import { deleteMailSettings, putMailSettings } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { MailLog } from '#web/features/notifications/MailLog.tsx'

/** Edits the e-mail address and its notification kinds, resends the confirmation, and turns e-mail off. */
export function MailForm({ settings }: { readonly settings: MailSettingsWire }) {
  const t = useTranslations('notifications')
  const queryClient = useQueryClient()
  const [address, setAddress] = useState(settings.address ?? '')
  const [kinds, setKinds] = useState<readonly NotificationKind[]>(settings.address === null ? notificationKinds : settings.kinds)
  const [isLogShown, setIsLogShown] = useState(false)
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['notifications', 'mail'] })
  const saving = useMutation({ mutationFn: () => putMailSettings(browserApi, { address: address.trim(), kinds: [...kinds] }), onSuccess: refresh })
  const stopping = useMutation({ mutationFn: () => deleteMailSettings(browserApi), onSuccess: refresh })
  const isSame = address.trim() === settings.address
  const isKept = isSame && settings.state === 'confirmed'
  const isChanged = !isKept || kinds.length !== settings.kinds.length || kinds.some((kind) => !settings.kinds.includes(kind))
  const isBusy = saving.isPending || stopping.isPending
  const save = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="panel-body stack g4" onSubmit={save}>
      <p className="t13" aria-live="polite">
        {t(settings.offered ? `mail.about.${settings.state}` : 'mail.off', { address: settings.address ?? '' })}
      </p>
      <Field label={t('mail.address')}>
        {(names) => (
          <TextInput
            {...names}
            type="email"
            required
            maxLength={254}
            autoComplete="email"
            placeholder="name@example.com"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        )}
      </Field>
      <fieldset className="hookkinds">
        <legend className="t13 strong mb-2">{t('mail.kinds')}</legend>
        {notificationKinds.map((kind) => (
          <CheckRow
            key={kind}
            checked={kinds.includes(kind)}
            label={t(`kind.${kind}`)}
            onChange={(isWanted) => setKinds(isWanted ? [...kinds, kind] : kinds.filter((other) => other !== kind))}
          />
        ))}
      </fieldset>
      {(saving.error ?? stopping.error) !== null && <ProblemCallout error={(saving.error ?? stopping.error) as Error} />}
      <div className="row wrap">
        <Button type="submit" tone="primary" disabled={!settings.offered || address.trim() === '' || kinds.length === 0 || !isChanged || isBusy}>
          {t(saving.isPending ? 'mail.saving' : isKept ? 'mail.save' : isSame ? 'mail.again' : 'mail.ask')}
        </Button>
        {settings.state !== 'none' && (
          <>
            <Button aria-expanded={isLogShown} onClick={() => setIsLogShown(!isLogShown)}>
              {t('mail.log')}
            </Button>
            <Button tone="ghost" disabled={isBusy} onClick={() => stopping.mutate()}>
              {t('mail.turnOff')}
            </Button>
          </>
        )}
      </div>
      {isLogShown && <MailLog />}
    </form>
  )
}

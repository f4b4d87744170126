'use client'
import { type NotificationKind, notificationKinds } from '@infinitio/domain'
import type { MailSettingsWire } from '@infinitio/domain/wire'
import { deleteMailSettings, getMailSettings, listMailAttempts, putMailSettings, type Transport } from '@infinitio/sdk'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { TryBadge } from '#web/features/notifications/TryBadge.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { clockText, momentText } from '#web/parts/format/clockText.ts'

/**
 * Shows the e-mail address and the kinds of notifications that are sent to it. The user can change both, request the confirmation again, and turn e-mail off.
 */
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
  const [aboutId, reasonId] = [useId(), useId()]
  const reason = missingIn({ isOffered: settings.offered, address, kinds, isChanged })
  const isBusy = saving.isPending || stopping.isPending
  const save = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="panel-body stack g4" onSubmit={save}>
      <p className="t13" aria-live="polite" id={aboutId}>
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
      <KindsField kinds={kinds} onKinds={setKinds} />
      {(saving.error ?? stopping.error) !== null && <ProblemCallout error={(saving.error ?? stopping.error) as Error} />}
      <div className="row wrap">
        <Button
          type="submit"
          tone="primary"
          disabled={reason !== null || isBusy}
          aria-describedby={reason === null ? undefined : reason === 'off' ? aboutId : reasonId}
        >
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
      {reason !== null && reason !== 'off' && <Needs id={reasonId} reason={reason} />}
      {isLogShown && <MailLog />}
    </form>
  )
}

/** Lists the last attempts to send e-mail, newest first. */
function MailLog() {
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

const everyMs = 5_000

/** Fetches the account's e-mail settings. The user may confirm the address elsewhere, so the query polls until then. */
export function mailQuery(api: Transport) {
  return queryOptions({
    queryKey: ['notifications', 'mail'],
    queryFn: () => getMailSettings(api),
    refetchInterval: ({ state: { data } }) => (data?.state === 'asked' ? everyMs : false),
  })
}

/** Query for the last attempts to send e-mail. A retry causes no event, so the data is fetched again regularly while it is shown. */
function mailAttemptsQuery(api: Transport) {
  return queryOptions({ queryKey: ['notifications', 'mail', 'attempts'], queryFn: () => listMailAttempts(api), refetchInterval: everyMs })
}

type KindsFieldProps = { readonly kinds: readonly NotificationKind[]; readonly onKinds: (kinds: readonly NotificationKind[]) => void }

function KindsField({ kinds, onKinds }: KindsFieldProps) {
  const t = useTranslations('notifications')
  return (
    <fieldset className="hookkinds">
      <legend className="t13 strong mb-2">{t('mail.kinds')}</legend>
      {notificationKinds.map((kind) => (
        <CheckRow
          key={kind}
          checked={kinds.includes(kind)}
          label={t(`kind.${kind}`)}
          onChange={(isWanted) => onKinds(isWanted ? [...kinds, kind] : kinds.filter((other) => other !== kind))}
        />
      ))}
    </fieldset>
  )
}

type MailDraft = { readonly isOffered: boolean; readonly address: string; readonly kinds: readonly NotificationKind[]; readonly isChanged: boolean }

/** Returns the first thing that prevents saving: e-mail is off, the address or a kind is missing, or nothing changed. Null if the form can be saved. Pure. */
function missingIn({ isOffered, address, kinds, isChanged }: MailDraft): 'off' | 'address' | 'kind' | 'change' | null {
  if (!isOffered) return 'off'
  if (address.trim() === '') return 'address'
  if (kinds.length === 0) return 'kind'
  return isChanged ? null : 'change'
}

function Needs({ id, reason }: { readonly id: string; readonly reason: 'address' | 'kind' | 'change' }) {
  const t = useTranslations('notifications.mail.needs')
  return (
    <p className="t12 dim" id={id}>
      {t(reason)}
    </p>
  )
}

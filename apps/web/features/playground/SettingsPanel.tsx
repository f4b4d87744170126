'use client'
import type { PaidOffer } from '@infinitio/sdk/services'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { type ChatSettings, longestBounds } from '#web/features/playground/chat.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { CachedText } from '#web/parts/services/CachedText.tsx'

type SettingsProps = {
  readonly settings: ChatSettings
  /** The services to choose from. Empty while two models are side by side. */
  readonly offers: readonly PaidOffer[]
  /** False if a chosen model has no service that decrypts prompts. */
  readonly mayEncrypt: boolean
  readonly onChange: (settings: ChatSettings) => void
}

/**
 * Lets the visitor choose the service that answers, whether prompts to it are encrypted, the greatest length of an answer, and the temperature (how much the
 * answers vary).
 */
export function SettingsPanel({ settings, offers, mayEncrypt, onChange }: SettingsProps) {
  const t = useTranslations('playground.settings')
  const [typed, setTyped] = useState(String(settings.longest))
  const longest = Number(typed)
  const isRight = /^\d+$/.test(typed) && longest >= longestBounds.least && longest <= longestBounds.most
  const mayAnswer = ({ terms }: PaidOffer) => !settings.isSealed || terms.boxKey !== undefined
  const chosen = offers.find(({ service }) => service === settings.service) ?? offers.find(mayAnswer)
  const offerText = ({ service, terms }: PaidOffer) =>
    t(terms.boxKey === undefined ? 'service' : 'serviceEncrypted', { service: shortHex(service), price: exactPtText(terms.outputPrice) })
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <Field label={t('provider')} hint={t('providerHint')}>
          {(names) => (
            <SelectInput
              {...names}
              value={settings.service ?? ''}
              onChange={({ target }) => onChange({ ...settings, service: target.value === '' ? null : target.value })}
            >
              <option value="">{t('cheapest')}</option>
              {offers.map((offer) => (
                <option key={offer.service} value={offer.service}>
                  {offer.standing === 'left_out' ? t('leftOut', { offer: offerText(offer) }) : offerText(offer)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        {chosen !== undefined && <PricesText offer={chosen} />}
        <EncryptSwitch settings={settings} mayEncrypt={mayEncrypt} onChange={onChange} />
        <Field label={t('longest')} {...(isRight ? {} : { error: t('longestWrong', longestBounds) })}>
          {(names) => (
            <TextInput
              {...names}
              inputMode="numeric"
              value={typed}
              suffix={t('tokens')}
              onChange={({ target }) => {
                setTyped(target.value)
                const next = Number(target.value)
                if (next >= longestBounds.least && next <= longestBounds.most && Number.isInteger(next)) onChange({ ...settings, longest: next })
              }}
            />
          )}
        </Field>
        <Field
          label={
            <>
              {t('temperature')} <span className="dim">{settings.temperature}</span>
            </>
          }
          hint={t('temperatureHint')}
        >
          {(names) => (
            <input
              {...names}
              className="pslider"
              type="range"
              min={0}
              max={2}
              step={0.1}
              value={settings.temperature}
              onChange={({ target }) => onChange({ ...settings, temperature: Number(target.value) })}
            />
          )}
        </Field>
      </div>
    </Panel>
  )
}

/** Shows the prices of the service that answers, and which tokens of a prompt it counts as cached. */
function PricesText({ offer: { terms } }: { readonly offer: PaidOffer }) {
  const t = useTranslations('playground.settings')
  return (
    <div>
      <p className="t12 dim">{t('prices', { input: exactPtText(terms.inputPrice), output: exactPtText(terms.outputPrice) })}</p>
      <CachedText offer={terms} />
    </div>
  )
}

/** Turns the encryption of prompts on or off, and shows who can read the prompts. */
function EncryptSwitch({ settings, mayEncrypt, onChange }: Omit<SettingsProps, 'offers'>) {
  const t = useTranslations('playground.settings')
  return (
    <div>
      <label className="check">
        <input
          type="checkbox"
          className="box"
          checked={settings.isSealed}
          disabled={!mayEncrypt}
          onChange={({ target }) => onChange({ ...settings, isSealed: target.checked })}
        />
        <span>{t('encrypt')}</span>
      </label>
      <p className="t12 dim">{t(mayEncrypt ? (settings.isSealed ? 'encryptHint' : 'encryptOff') : 'encryptNone')}</p>
    </div>
  )
}

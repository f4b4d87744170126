'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { KeyLines } from '#web/features/session-keys/KeyLines.tsx'
import { keyLimits, unitsOf } from '#web/features/session-keys/keyLimits.ts'
import { useKeyRelay } from '#web/features/session-keys/useKeyRelay.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'

export type KeyFormProps = {
  readonly known: string | null
  /** Address of the new session key; null if the user changes an existing key. */
  readonly made: string | null
  readonly now: number | null
  /** Called when the chain has stored the limits of the session key. `isMade` is true for a new key, so that its secret can be shown now. */
  readonly onGiven: (isMade: boolean) => void
}

const dayChoices = ['1', '7', '30', '90'] as const
const addressForm = /^0x[0-9a-fA-F]{40}$/

/** Fields for a session key and its limits. Explains what the key may spend, and shows the button to sign and the error of a failed signature. */
export function KeyForm({ known, made, now, onGiven }: KeyFormProps) {
  const t = useTranslations('sessionKeys')
  const why = useTranslations('reasons')
  const { data: chain } = useQuery(chainQuery(browserApi))
  const relay = useKeyRelay()
  const [way, setWay] = useState<'make' | 'address'>('make')
  const [typed, setTyped] = useState('')
  const [draft, setDraft] = useState({ total: '', day: '', days: '7' })
  const key = known ?? (way === 'make' ? made : addressForm.test(typed.trim()) ? typed.trim().toLowerCase() : null)
  const chainNow = now ?? chain?.chainNow ?? null
  const limits = chainNow === null ? null : keyLimits(draft, { now: chainNow })
  const wrong = (text: string) => (text.trim() !== '' && unitsOf(text) === null ? t('wrong') : undefined)
  async function give(): Promise<void> {
    if (key === null || limits === null) return
    await relay.mutateAsync({ kind: 'authorize', key, ...limits })
    if (known !== null || way === 'address') void notify({ tone: 'success', text: t('given') })
    onGiven(known === null && way === 'make')
  }
  return (
    <div className="stack g4">
      {known === null && (
        <Segmented
          full
          label={t('way')}
          value={way}
          onChange={setWay}
          options={[
            { value: 'make', label: t('wayMake') },
            { value: 'address', label: t('wayAddress') },
          ]}
        />
      )}
      {known === null && way === 'address' && (
        <Field label={t('address')} error={typed.trim() !== '' && key === null ? t('wrongAddress') : undefined}>
          {(names) => (
            <TextInput
              {...names}
              className="mono"
              value={typed}
              placeholder="0x"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
      <Amount name="total" error={wrong(draft.total)} value={draft.total} onChange={(total) => setDraft({ ...draft, total })} />
      <Amount name="day" error={wrong(draft.day)} value={draft.day} onChange={(day) => setDraft({ ...draft, day })} />
      <Field label={t('for')}>
        {(names) => (
          <SelectInput {...names} value={draft.days} onChange={(event) => setDraft({ ...draft, days: event.target.value })}>
            {dayChoices.map((days) => (
              <option key={days} value={days}>
                {t('days', { days: Number(days) })}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      {limits !== null && <KeyLines limits={limits} />}
      {relay.isError && <SigningProblemCallout error={relay.error} />}
      <SignerButton
        label={t(relay.isPending ? 'giving' : 'give')}
        disabled={relay.isPending}
        reason={key === null || limits === null ? why('fields') : null}
        onSign={() => void give().catch(() => undefined)}
      />
    </div>
  )
}

type AmountProps = {
  readonly name: 'total' | 'day'
  readonly error: string | undefined
  readonly value: string
  readonly onChange: (text: string) => void
}

function Amount({ name, error, value, onChange }: AmountProps) {
  const t = useTranslations('sessionKeys')
  return (
    <Field label={t(`${name}Label`)} hint={t(`${name}Hint`)} error={error}>
      {(names) => (
        <TextInput {...names} inputMode="decimal" placeholder="0.00" value={value} suffix="PT" onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

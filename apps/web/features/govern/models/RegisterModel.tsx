import type { ModelActs } from '@infinitio/chain/react'
import { parseAddress, parsePt } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'

/** The properties of a form for commercial AI models: the transactions that it can send, and the function to call after a transaction. */
export type ModelFormProps = { readonly acts: ModelActs; readonly onDone: () => void }

/** Registers a model: its name, its price and the paid account. */
export function RegisterModel({ account, acts, onDone }: ModelFormProps & { readonly account: string }) {
  const t = useTranslations('govern.models')
  const why = useTranslations('reasons')
  const [typed, setTyped] = useState({ name: '', price: '', payee: '' })
  const pricePerUnit = parsePt(typed.price) ?? 0n
  const payee = parseAddress(typed.payee.trim() === '' ? account : typed.payee.trim())
  const name = typed.name.trim()
  const isWhole = payee !== null && pricePerUnit > 0n && name !== '' && new TextEncoder().encode(name).length <= 100
  return (
    <ActPanel
      title={t('register.title')}
      text={t('register.text')}
      lines={[
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('price'), amount: exactPtText(pricePerUnit), tone: 'total' },
      ]}
      label={t('register.send')}
      reason={isWhole ? null : why('fields')}
      send={() => {
        if (payee === null) throw new Error('a model that is not whole has no button')
        return acts.register({ name, payee, pricePerUnit })
      }}
      onDone={() => {
        setTyped({ name: '', price: '', payee: '' })
        onDone()
      }}
    >
      {(['name', 'price', 'payee'] as const).map((key) => (
        <Field key={key} label={t(`register.${key}.label`)} hint={t(`register.${key}.hint`)}>
          {(names) => (
            <TextInput
              {...names}
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              {...(key === 'price' ? { suffix: 'PT', inputMode: 'decimal' as const } : {})}
              value={typed[key]}
              onChange={({ target }) => setTyped({ ...typed, [key]: target.value })}
            />
          )}
        </Field>
      ))}
    </ActPanel>
  )
}

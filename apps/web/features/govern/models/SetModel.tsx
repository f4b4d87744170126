import { address, parseAddress, parsePt } from '@infinitio/domain'
import type { ModelItemWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { AddressField } from '#web/parts/govern/AddressField.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import type { ModelFormProps } from '#web/features/govern/models/RegisterModel.tsx'

const nothingTyped = { price: '', payee: '' }

/** Changes the price and the payee of one of the account's models. An empty field leaves the value unchanged, and a price of 0 ends the sale. */
export function SetModel({ models, acts, onDone }: ModelFormProps & { readonly models: readonly ModelItemWire[] }) {
  const t = useTranslations('govern.models')
  const why = useTranslations('reasons')
  const [chosen, setChosen] = useState<number | null>(null)
  const [typed, setTyped] = useState(nothingTyped)
  const model = models.find(({ id }) => id === chosen) ?? models[0]
  if (model === undefined) return null
  const before = BigInt(model.pricePerUnit)
  const price = typed.price.trim() === '' ? before : parsePt(typed.price)
  const payee = typed.payee.trim() === '' ? address(model.payee) : parseAddress(typed.payee.trim())
  const isOther = price !== before || payee !== model.payee
  return (
    <ActPanel
      title={t('set.title')}
      text={t('set.text')}
      lines={[
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('set.before'), amount: exactPtText(before), tone: 'small' },
        { name: t('set.after'), amount: exactPtText(price ?? before), tone: 'total' },
      ]}
      label={t('set.send')}
      reason={price === null || payee === null ? why('fields') : isOther ? null : why('change')}
      send={() => {
        if (price === null || payee === null) throw new Error('a change that is not whole has no button')
        return acts.set({ id: model.id, payee, pricePerUnit: price })
      }}
      onDone={() => {
        setTyped(nothingTyped)
        onDone()
      }}
    >
      <ModelSelect label={t('set.which')} models={models} value={model.id} onModel={setChosen} />
      <Field label={t('set.price.label')} hint={t('set.price.hint', { price: exactAmountText(before) })}>
        {(names) => (
          <TextInput
            {...names}
            inputMode="decimal"
            autoComplete="off"
            maxLength={30}
            suffix="PT"
            value={typed.price}
            onChange={({ target }) => setTyped({ ...typed, price: target.value })}
          />
        )}
      </Field>
      <AddressField
        label={t('set.payee.label')}
        hint={t('set.payee.hint')}
        value={typed.payee}
        onValue={(next) => setTyped({ ...typed, payee: next })}
      />
    </ActPanel>
  )
}

type ModelSelectProps = {
  readonly label: string
  readonly models: readonly ModelItemWire[]
  readonly value: number | undefined
  readonly onModel: (id: number) => void
}

/** Selects one of the models by its name. */
export function ModelSelect({ label, models, value, onModel }: ModelSelectProps) {
  return (
    <Field label={label}>
      {(names) => (
        <SelectInput {...names} value={value ?? ''} onChange={({ target }) => onModel(Number(target.value))}>
          {models.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectInput>
      )}
    </Field>
  )
}

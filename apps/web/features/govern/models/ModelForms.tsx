'use client'
import { useModels } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { ModelItemWire, ModelsWire } from '@infinitio/domain/wire'
import { quoteModel } from '@infinitio/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { GrantModel } from '#web/features/govern/models/GrantModel.tsx'
import { RecordModel } from '#web/features/govern/models/RecordModel.tsx'
import { type ModelFormProps, RegisterModel } from '#web/features/govern/models/RegisterModel.tsx'
import { ModelSelect, SetModel } from '#web/features/govern/models/SetModel.tsx'
import { exactGText, exactPtText } from '#web/parts/govern/tokenText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type ModelFormsProps = {
  readonly contracts: NonNullable<ModelsWire['contracts']>
  readonly items: readonly ModelItemWire[]
  readonly rate: ModelsWire['rate']
}
/** The largest payment is the quote plus the quote divided by this number, so 2 % more G. The rate may change before the transaction is mined. */
const slackParts = 50n

/**
 * Shows what a wallet can do with AI models: pay for one in G, register a new one, and, for a model that it owns, change the price or payee, sign its record,
 * and grant its use.
 */
export function ModelForms(props: ModelFormsProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={320} />}>
      <Forms {...props} />
    </WalletBoundary>
  )
}

function Forms({ contracts, items, rate }: ModelFormsProps) {
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const { modelPayments, gToken } = contracts
  const acts = useTranslatedRefusals(useModels({ modelPayments: address(modelPayments), gToken: address(gToken) }, account))
  const onDone = () => void queryClient.invalidateQueries({ queryKey: ['govern'] })
  const forSale = items.filter(({ pricePerUnit }) => pricePerUnit !== '0')
  const own = items.filter(({ owner }) => owner === account)
  return (
    <>
      {forSale.length > 0 && <PayForm models={forSale} rate={rate} acts={acts} onDone={onDone} />}
      {own.length > 0 && <SetModel models={own} acts={acts} onDone={onDone} />}
      {own.length > 0 && <RecordModel models={own} modelPayments={modelPayments} />}
      {own.length > 0 && <GrantModel models={own} />}
      <RegisterModel account={account} acts={acts} onDone={onDone} />
    </>
  )
}

function PayForm({ models, rate, acts, onDone }: ModelFormProps & { readonly models: readonly ModelItemWire[]; readonly rate: ModelsWire['rate'] }) {
  const t = useTranslations('govern.models')
  const why = useTranslations('reasons')
  const [chosen, setChosen] = useState<number | null>(null)
  const [typed, setTyped] = useState('1')
  const model = models.find(({ id }) => id === chosen) ?? models[0]
  const units = /^[1-9]\d{0,18}$/.test(typed) ? BigInt(typed) : null
  const quote = model === undefined || units === null || rate === null ? null : quoteModel({ ...model, rate }, units)
  const mostG = quote === null ? 0n : quote.gAmount + quote.gAmount / slackParts
  return (
    <ActPanel
      title={t('pay.title')}
      text={t('pay.text')}
      lines={[
        { name: t('network'), amount: t('two'), tone: 'small' },
        { name: t('pay.costs'), amount: exactPtText(quote?.pTokenAmount ?? 0n), tone: 'small' },
        { name: t('pay.most'), amount: exactGText(mostG), tone: 'small' },
        { name: t('pay.now'), amount: exactGText(quote?.gAmount ?? 0n), tone: 'total' },
      ]}
      label={t('pay.send')}
      reason={rate === null ? t('rate.none') : quote === null ? why('fields') : null}
      send={() => {
        if (model === undefined || units === null) throw new Error('a payment that is not whole has no button')
        return acts.pay({ id: model.id, units, mostG })
      }}
      onDone={() => {
        // Empties the field, so that a second press does not pay again.
        setTyped('')
        onDone()
      }}
    >
      <ModelSelect label={t('what')} models={models} value={model?.id} onModel={setChosen} />
      <Field label={t('pay.units')} error={units === null && typed !== '' ? t('pay.unitsWrong') : undefined}>
        {(names) => (
          <TextInput
            {...names}
            inputMode="numeric"
            autoComplete="off"
            maxLength={19}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
    </ActPanel>
  )
}

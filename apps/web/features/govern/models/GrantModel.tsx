'use client'
import { type Address, address, grantMessage, grantText, ledgerTypedData, mostRoyaltyBps, parseAddress, parseRoyalty } from '@infinitio/domain'
import type { ModelItemWire } from '@infinitio/domain/wire'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useConfig } from 'wagmi'
import { signTypedData } from 'wagmi/actions'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { ModelSelect } from '#web/features/govern/models/SetModel.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { AddressField } from '#web/parts/govern/AddressField.tsx'
import { bpsText } from '#web/parts/govern/tokenText.ts'
import { openMarketLedger } from '#web/parts/services/openMarketLedger.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'

const secondsPerDay = 86_400
const mostDays = 3_650
const usual = { payee: '', royalty: '5', days: '30' }

/** Signs a grant: the owner of a model lets one account sell answers of the model for a royalty. Shows the text that the owner sends to that account. */
export function GrantModel({ models }: { readonly models: readonly ModelItemWire[] }) {
  const t = useTranslations('govern.models.grant')
  const [chosen, setChosen] = useState<number | null>(null)
  const [typed, setTyped] = useState(usual)
  const change = (part: Partial<typeof usual>) => setTyped({ ...typed, ...part })
  const model = models.find(({ id }) => id === chosen) ?? models[0]
  if (model === undefined) return null
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <p className="t13">
          {t('text')}{' '}
          <Link className="link" href="/docs/guides/models#grants">
            {t('guide')}
          </Link>
        </p>
        <ModelSelect label={t('which')} models={models} value={model.id} onModel={setChosen} />
        <AddressField label={t('payee.label')} hint={t('payee.hint')} value={typed.payee} onValue={(payee) => change({ payee })} />
        <NumberField
          label={t('royalty.label')}
          hint={t('royalty.hint', { most: bpsText(mostRoyaltyBps) })}
          suffix="%"
          value={typed.royalty}
          onValue={(royalty) => change({ royalty })}
        />
        <NumberField
          label={t('days.label')}
          hint={t('days.hint', { most: mostDays })}
          suffix={t('days.unit')}
          value={typed.days}
          onValue={(days) => change({ days })}
        />
        <SignGrant key={`${model.id} ${typed.payee} ${typed.royalty} ${typed.days}`} model={model} {...draftOf(typed)} />
      </div>
    </Panel>
  )
}

type Draft = { readonly payee: Address | null; readonly royaltyBps: number | null; readonly days: number | null }

/** Returns the values of the typed fields. A value is null until its field is complete. */
function draftOf({ payee, royalty, days }: typeof usual): Draft {
  const isDays = /^[1-9]\d{0,3}$/.test(days) && Number(days) <= mostDays
  return { payee: parseAddress(payee.trim()), royaltyBps: parseRoyalty(royalty), days: isDays ? Number(days) : null }
}

function SignGrant({ model, payee, royaltyBps, days }: Draft & { readonly model: ModelItemWire }) {
  const t = useTranslations('govern.models.grant')
  const why = useTranslations('reasons')
  const config = useConfig()
  const signing = useMutation({
    async mutationFn() {
      if (payee === null || royaltyBps === null || days === null) throw new Error('a grant that is not whole has no button')
      const { ledger, chainId } = await openMarketLedger()
      const until = (await ledger.now()) + days * secondsPerDay
      const facts = { chainId, ledger: ledger.ledger, owner: address(model.owner), model: model.id, payee, royaltyBps, until }
      const signature = await signTypedData(config, ledgerTypedData('Grant', grantMessage(facts), facts) as never)
      return grantText({ ...facts, signature: signature.toLowerCase() as `0x${string}` })
    },
  })
  if (signing.data !== undefined) {
    return (
      <>
        <p className="t13">{t('signed')}</p>
        <CodeLine text={signing.data} label={t('copy')} doneLabel={t('copied')} wrap />
      </>
    )
  }
  return (
    <>
      <MoneyLines
        lines={[
          { name: t('network'), amount: t('none'), tone: 'small' },
          { name: t('share'), amount: royaltyBps === null ? '–' : bpsText(royaltyBps), tone: 'total' },
        ]}
      />
      {signing.isError && <SigningProblemCallout error={signing.error} />}
      <SignerButton
        label={t(signing.isPending ? 'signing' : 'sign')}
        disabled={signing.isPending}
        reason={payee === null || royaltyBps === null || days === null ? why('fields') : null}
        onSign={() => signing.mutate()}
      />
    </>
  )
}

type NumberFieldProps = {
  readonly label: string
  readonly hint: string
  readonly suffix: string
  readonly value: string
  readonly onValue: (typed: string) => void
}

function NumberField({ label, hint, suffix, value, onValue }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(names) => (
        <TextInput
          {...names}
          inputMode="decimal"
          autoComplete="off"
          maxLength={5}
          suffix={suffix}
          value={value}
          onChange={({ target }) => onValue(target.value)}
        />
      )}
    </Field>
  )
}

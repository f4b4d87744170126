'use client'
import { parameterData, parameterTarget } from '@infinitio/chain'
import { useGoverning, useParameter } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { exactGText, gText } from '#web/features/govern/gText.ts'
import { parameterText } from '#web/features/govern/parameterText.ts'
import { type Proposable, proposable, typedValue } from '#web/features/govern/proposable.ts'
import type { Dao } from '#web/features/govern/StakingView.tsx'
import { useSpokenRefusals } from '#web/features/govern/useSpokenRefusals.ts'
import { MoneyLines } from '#web/features/wallet/MoneyLines.tsx'
import { TransactionButton } from '#web/features/wallet/TransactionButton.tsx'
import { WalletBoundary } from '#web/features/wallet-connection/WalletBoundary.tsx'

export type ProposeFormProps = {
  readonly account: string
  readonly dao: Dao
  readonly addresses: { readonly directory: string; readonly feeSplitter: string; readonly attestations: string }
  /** G in the wallet; null until they are read. */
  readonly wallet: string | null
}

const suffixes = { bps: '%', g: 'G', pt: 'PT', seconds: 'h', number: '' } as const

/** Which parameter, its new value and why; before it is signed, from what to what, and the bond. */
export function ProposeForm(props: ProposeFormProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={420} />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ account, dao, addresses, wallet }: ProposeFormProps) {
  const t = useTranslations('govern.propose')
  const names = useTranslations('govern.proposal.changes.parameter')
  const [key, setKey] = useState(proposable[0]?.key ?? '')
  const [typed, setTyped] = useState('')
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const chosen = proposable.find((entry) => entry.key === key)
  if (chosen === undefined) throw new Error('a parameter of the list is chosen')
  const value = typedValue(typed, chosen.unit)
  const isOut = value !== null && (value < chosen.least || value > chosen.most)
  const bounds = { least: parameterText(`${chosen.least}`, chosen.unit), most: parameterText(`${chosen.most}`, chosen.unit) }
  const wrong = isOut || (typed !== '' && value === null) ? t('wrong', bounds) : undefined
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <Field label={t('parameter')}>
          {(field) => (
            <span className="input">
              <select
                {...field}
                value={key}
                onChange={(event) => {
                  setKey(event.target.value)
                  setTyped('')
                }}
              >
                {proposable.map((entry) => (
                  <option key={entry.key} value={entry.key}>
                    {names(entry.key as never)}
                  </option>
                ))}
              </select>
            </span>
          )}
        </Field>
        <Field label={t('value')} hint={t('bounds', bounds)} error={wrong}>
          {(field) => (
            <TextInput
              {...field}
              inputMode="decimal"
              value={typed}
              suffix={suffixes[chosen.unit]}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('name')} hint={t('nameHint')}>
          {(field) => <TextInput {...field} maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />}
        </Field>
        <Field label={t('why')} hint={t('whyHint')}>
          {(field) => <TextArea {...field} rows={4} maxLength={4_000} value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
        <Proposing
          key={key}
          {...{ account, dao, addresses, wallet, chosen }}
          value={wrong === undefined ? value : null}
          text={title.trim() === '' ? '' : `${title.trim()}\n\n${text.trim()}`.trim()}
        />
      </div>
    </Panel>
  )
}

type ProposingProps = ProposeFormProps & { readonly chosen: Proposable; readonly value: bigint | null; readonly text: string }

/** From what to what, the bond and where it stays, and the signature. */
function Proposing({ account, dao, addresses, wallet, chosen, value, text }: ProposingProps) {
  const t = useTranslations('govern.propose')
  const queryClient = useQueryClient()
  const { gToken, governor, stakedGToken } = dao.contracts
  const governing = useSpokenRefusals(
    useGoverning({ contracts: { gToken: address(gToken), governor: address(governor) }, account: address(account) }),
  )
  const to = parameterTarget(chosen.parameter, { addresses, governance: { stakedGToken, governor } })
  const before = useParameter({ to, read: chosen.read })
  const [isProposed, setProposed] = useState(false)
  const bond = BigInt(dao.rules.proposalBond)
  const lacks = wallet !== null && BigInt(wallet) < bond
  const shown = (units: bigint) => parameterText(units.toString(), chosen.unit)
  const calls = () => [{ to, value: 0n, data: parameterData(chosen.parameter, [value ?? 0n]) }]
  return (
    <>
      <MoneyLines
        lines={[
          { name: t('before'), amount: before === undefined ? '…' : shown(before) },
          { name: t('after'), amount: value === null ? '–' : shown(value) },
          { name: t('network'), amount: t('two'), tone: 'small' },
          { name: t('bond'), amount: exactGText(bond), tone: 'total' },
        ]}
      />
      <p className="t12 dim">{lacks ? t('lacks', { wallet: gText(wallet), bond: gText(bond) }) : t('bondText')}</p>
      <TransactionButton
        label={t('send')}
        disabled={value === null || value === before || text === '' || lacks}
        send={() => governing.propose({ calls: calls(), text, bond })}
        onDone={() => {
          setProposed(true)
          void queryClient.invalidateQueries({ queryKey: ['govern'] })
        }}
      />
      {isProposed && (
        <Link className="link t13" href="/govern/proposals">
          {t('see')}
        </Link>
      )}
    </>
  )
}

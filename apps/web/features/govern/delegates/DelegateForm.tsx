'use client'
import type { Staking } from '@infinitio/chain/react'
import { type Address, address, parseAddress, zeroAddress } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { exactGText } from '#web/parts/govern/tokenText.ts'
import type { Stake } from '#web/parts/govern/governQueries.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

/** Lets the account choose who votes with its stake: itself or a delegate. No G tokens move, and the choice can be changed at any time. */
export function DelegateForm({
  account,
  stake,
  staking,
  onDone,
}: {
  readonly account: string
  readonly stake: Stake
  readonly staking: Staking
  readonly onDone: () => void
}) {
  const t = useTranslations('govern.delegate')
  const why = useTranslations('reasons')
  const [who, setWho] = useState<'self' | 'other'>(stake.delegate === account ? 'other' : 'self')
  const [text, setText] = useState('')
  const typed = parseAddress(text.trim())
  const isZero = typed === zeroAddress
  const to: Address | null = who === 'self' ? address(account) : isZero ? null : typed
  const isSame = to !== null && to === stake.delegate
  const wrong = who === 'other' && text !== '' && to === null ? t(isZero ? 'zero' : 'wrong') : isSame ? t('same') : undefined
  return (
    <Panel
      title={t('title')}
      end={
        <Segmented
          label={t('title')}
          value={who}
          onChange={setWho}
          options={[
            { value: 'self', label: t('self') },
            { value: 'other', label: t('other') },
          ]}
        />
      }
    >
      <div className="panel-body stack g4">
        {who === 'other' && (
          <Field label={t('address')} hint={t('hint')} error={wrong}>
            {(names) => (
              <TextInput
                {...names}
                className="mono"
                placeholder="0x…"
                spellCheck={false}
                autoComplete="off"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        )}
        {who === 'self' && isSame && <p className="t13 dim">{t('same')}</p>}
        {to !== null && !isSame && <DelegateLines staked={stake.staked} />}
        <p className="t12 dim">{t('text')}</p>
        <TransactionButton
          label={t(who === 'self' ? 'sendSelf' : 'sendOther')}
          reason={isSame ? t('same') : to === null ? why('fields') : null}
          send={() => staking.delegate(to ?? address(account))}
          onDone={() => {
            setText('')
            onDone()
          }}
        />
      </div>
    </Panel>
  )
}

/** Shows that no G tokens move, and how many votes move to the delegate. */
function DelegateLines({ staked }: { readonly staked: string }) {
  const t = useTranslations('govern.delegate')
  return (
    <MoneyLines
      lines={[
        { name: t('moves'), amount: exactGText(0n) },
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('votes'), amount: exactGText(staked), tone: 'total' },
      ]}
    />
  )
}

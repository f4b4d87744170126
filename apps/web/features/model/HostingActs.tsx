'use client'
import { useHosting } from '@infinitio/chain/react'
import { address, parsePt, zeroAddress } from '@infinitio/domain'
import type { HostingAccountWire, HostingWire } from '@infinitio/domain/wire'
import { getHostingAccount } from '@infinitio/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

const everyMs = 15_000
const programmeDays = 25n
const leastPerDay = 10n ** 17n
type Contracts = NonNullable<HostingWire['contracts']>

/**
 * The connected account's actions on hosting programmes: claim what its services earned, get back the rest of its programmes of this model, and sponsor the
 * model.
 */
export function HostingActs({ model, contracts }: { readonly model: string; readonly contracts: Contracts }) {
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const { data } = useQuery({
    queryKey: ['hosting', 'account', account],
    queryFn: () => getHostingAccount(browserApi, account),
    enabled: account !== zeroAddress,
    refetchInterval: everyMs,
  })
  const acts = useHosting({ pool: address(contracts.pool), pToken: address(contracts.pToken) }, account)
  const onDone = () => void queryClient.invalidateQueries({ queryKey: ['hosting'] })
  const claims = data?.claims ?? []
  const own = (data?.programmes ?? []).filter((one) => one.model === model && one.returned === null)
  return (
    <div className="stack g4">
      {claims.length > 0 && <Claim claims={claims} send={() => acts.claim(claims)} onDone={onDone} />}
      {own.map((programme) => (
        <Refund key={programme.programme} programme={programme} now={data?.now ?? 0} send={() => acts.refund(programme)} onDone={onDone} />
      ))}
      <Sponsor onDone={onDone} send={(perDay) => acts.sponsor({ model, perDay })} />
    </div>
  )
}

type ClaimProps = { readonly claims: HostingAccountWire['claims']; readonly send: () => Promise<string>; readonly onDone: () => void }

function Claim({ claims, send, onDone }: ClaimProps) {
  const t = useTranslations('model.hosting')
  const sum = claims.reduce((all, { amount }) => all + BigInt(amount), 0n)
  return (
    <>
      <MoneyLines
        lines={[
          { name: t('network'), amount: t('one'), tone: 'small' },
          { name: t('toWallet', { count: claims.length }), amount: exactPtText(sum), tone: 'total' },
        ]}
      />
      <TransactionButton label={t('claim', { amount: exactPtText(sum) })} disabled={false} send={send} onDone={onDone} />
    </>
  )
}

type RefundProps = {
  readonly programme: HostingAccountWire['programmes'][number]
  /** The clock of the chain, in Unix seconds. */
  readonly now: number
  readonly send: () => Promise<string>
  readonly onDone: () => void
}

/** Shows when a sponsor can get back the unused money of a programme. From that time on, shows the button that requests it. */
function Refund({ programme, now, send, onDone }: RefundProps) {
  const t = useTranslations('model.hosting')
  const { perDay, assigned, refundAt } = programme
  const rest = BigInt(perDay) * programmeDays - BigInt(assigned)
  if (now < refundAt)
    return <p className="t13 dim">{t('restLater', { number: programme.programme, amount: exactPtText(rest), moment: dayMinuteText(refundAt) })}</p>
  return (
    <>
      <MoneyLines
        lines={[
          { name: t('network'), amount: t('one'), tone: 'small' },
          { name: t('rest', { number: programme.programme }), amount: exactPtText(rest), tone: 'total' },
        ]}
      />
      <TransactionButton once label={t('getBack', { amount: exactPtText(rest) })} disabled={false} send={send} onDone={onDone} />
    </>
  )
}

function Sponsor({ send, onDone }: { readonly send: (perDay: bigint) => Promise<string>; readonly onDone: () => void }) {
  const t = useTranslations('model.hosting')
  const why = useTranslations('reasons')
  const [typed, setTyped] = useState('')
  const perDay = parsePt(typed)
  const isWhole = perDay !== null && perDay >= leastPerDay
  return (
    <>
      <Field label={t('amount')} hint={t('amountHint')} error={typed !== '' && !isWhole ? t('amountWrong') : undefined}>
        {(names) => (
          <TextInput
            {...names}
            inputMode="decimal"
            autoComplete="off"
            maxLength={40}
            suffix="PT"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      {isWhole && <MoneyLines lines={[{ name: t('now'), amount: exactPtText(perDay * programmeDays), tone: 'total' }]} />}
      <TransactionButton
        label={t('send')}
        reason={isWhole ? null : why('amount')}
        send={() => {
          if (!isWhole) throw new Error('an amount that is not whole has no button')
          return send(perDay)
        }}
        onDone={() => {
          setTyped('')
          onDone()
        }}
      />
    </>
  )
}

'use client'
import { useHosting } from '@infinitio/chain/react'
import { address, parsePt } from '@infinitio/domain'
import type { HostingAccountWire, HostingWire } from '@infinitio/domain/wire'
import { getHosting, getHostingAccount } from '@infinitio/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

const everyMs = 15_000
const programmeDays = 25n
const leastPerDay = 10n ** 17n
type Contracts = NonNullable<HostingWire['contracts']>

/**
 * Shows the hosting programmes of a model with their sponsors, and the amounts that the hosts earned on the last days. A host can claim its shares here, and anyone can
 * sponsor the model. Shows nothing on a chain without a hosting pool.
 */
export function HostingPanel({ model }: { readonly model: string }) {
  const t = useTranslations('model.hosting')
  const { data } = useQuery({ queryKey: ['hosting', model], queryFn: () => getHosting(browserApi, { model }), refetchInterval: everyMs })
  if (data?.contracts == null) return null
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g4">
        <p className="t13">
          {t('text')}{' '}
          <Link className="link" href="/docs/guides/hosting">
            {t('guide')}
          </Link>
        </p>
        {data.programmes.length === 0 ? <p className="t13 dim">{t('none')}</p> : <Programmes {...data} daySeconds={data.contracts.daySeconds} />}
        {data.shares.length > 0 && <Shares {...data} daySeconds={data.contracts.daySeconds} />}
        <WalletBoundary waiting={<Skeleton width="100%" height={120} />}>
          <Acts model={model} contracts={data.contracts} />
        </WalletBoundary>
      </div>
    </Panel>
  )
}

type Listed = HostingWire & { readonly daySeconds: number }

function Programmes({ programmes, daySeconds }: Listed) {
  const t = useTranslations('model.hosting')
  return (
    <section className="scroll" aria-label={t('programmes')}>
      <table className="table">
        <TableHead
          columns={[
            { name: t('sponsor') },
            { name: t('perDay'), className: 'n' },
            { name: t('assigned'), className: 'n' },
            { name: t('ends'), className: 'n hide-s' },
          ]}
        />
        <tbody>
          {programmes.map(({ programme, sponsor, perDay, assigned, lastDay }) => (
            <tr key={programme}>
              <td>
                <AccountText account={sponsor} />
              </td>
              <td className="n">{exactPtText(perDay)}</td>
              <td className="n">{exactPtText(assigned)}</td>
              <td className="n hide-s">{dayMinuteText((lastDay + 1) * daySeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Shares({ shares, daySeconds }: Listed) {
  const t = useTranslations('model.hosting')
  return (
    <section className="scroll" aria-label={t('shares')}>
      <table className="table">
        <TableHead
          columns={[{ name: t('host') }, { name: t('day') }, { name: t('earned'), className: 'n' }, { name: t('state'), className: 'n hide-s' }]}
        />
        <tbody>
          {shares.map(({ programme, day, account, amount, claimed }) => (
            <tr key={`${programme} ${day} ${account}`}>
              <td>
                <AccountText account={account} />
              </td>
              <td>{dayMinuteText(day * daySeconds)}</td>
              <td className="n">{exactPtText(amount)}</td>
              <td className="n hide-s">{claimed ? t('claimed') : t('open')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Acts({ model, contracts }: { readonly model: string; readonly contracts: Contracts }) {
  const queryClient = useQueryClient()
  const account = address((useAccount() ?? '').toLowerCase())
  const { data } = useQuery({
    queryKey: ['hosting', 'account', account],
    queryFn: () => getHostingAccount(browserApi, account),
    refetchInterval: everyMs,
  })
  const acts = useHosting({ pool: address(contracts.pool), pToken: address(contracts.pToken) }, account)
  const onDone = () => void queryClient.invalidateQueries({ queryKey: ['hosting'] })
  const claims = data?.claims ?? []
  return (
    <div className="stack g4">
      {claims.length > 0 && <Claim claims={claims} send={() => acts.claim(claims)} onDone={onDone} />}
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

function Sponsor({ send, onDone }: { readonly send: (perDay: bigint) => Promise<string>; readonly onDone: () => void }) {
  const t = useTranslations('model.hosting')
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
        disabled={!isWhole}
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

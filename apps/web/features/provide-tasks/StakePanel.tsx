'use client'
import { baseUnitsOfStake } from '@infinitio/sdk/pool'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { moveStake, type OwnTasks, stakeParts } from '#web/features/provide-tasks/stakeMoves.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { type MoneyLine, MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { WaitingButton } from '#web/parts/wallet-connection/WaitingButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { AmountField } from '#web/parts/wallet/AmountField.tsx'
import { useTypedAmount } from '#web/parts/wallet/useTypedAmount.ts'

const moves = ['add', 'withdraw', 'collect'] as const
type Move = (typeof moves)[number]
const youngSeconds = 3_600

/** Shows the parts of a provider's stake, and the forms with which the provider adds stake, requests a withdrawal and collects the withdrawn stake. */
export function StakePanel({ own }: { readonly own: OwnTasks }) {
  const t = useTranslations('provideTasks.stake')
  const [move, setMove] = useState<Move>('add')
  return (
    <Panel
      title={t('title')}
      end={<Segmented label={t('moves')} value={move} onChange={setMove} options={moves.map((value) => ({ value, label: t(`move.${value}`) }))} />}
    >
      <div className="panel-body stack g4">
        <Parts own={own} />
        <WalletBoundary waiting={<WaitingButton />}>
          {move === 'collect' ? <CollectForm own={own} /> : <AmountForm key={move} move={move} own={own} />}
        </WalletBoundary>
      </div>
    </Panel>
  )
}

function Parts({ own: { holdings } }: { readonly own: OwnTasks }) {
  const t = useTranslations('provideTasks.stake.part')
  const { balance, bonded, locked, young, youngAt, leaving } = holdings
  const text = (units: bigint) => `${amountText(units * baseUnitsOfStake)} PT`
  return (
    <dl className="kv">
      <dt>{t('bonded')}</dt>
      <dd>{text(bonded)}</dd>
      <dt>{t('locked')}</dt>
      <dd>{text(locked)}</dd>
      <dt>{t('young')}</dt>
      <dd>
        {text(young)}
        {young > 0n && <span className="dim"> · {t('countsAt', { moment: dayMinuteText(youngAt + youngSeconds) })}</span>}
      </dd>
      <dt>{t('leaving')}</dt>
      <dd>
        {text(leaving)}
        {leaving > 0n && <span className="dim"> · {t('collectFrom', { moment: dayMinuteText(collectableAt(holdings)) })}</span>}
      </dd>
      <dt>{t('balance')}</dt>
      <dd>{balanceText(balance)} PT</dd>
    </dl>
  )
}

function AmountForm({ move, own }: { readonly move: 'add' | 'withdraw'; readonly own: OwnTasks }) {
  const t = useTranslations('provideTasks.stake')
  const why = useTranslations('reasons')
  const { bonded, locked, balance } = own.holdings
  const most = move === 'add' ? balance + own.inWallet : (bonded - locked) * baseUnitsOfStake
  const { amount, isTooMuch, clear, field } = useTypedAmount({
    ...{ most, tooMuch: t('tooMuch', { amount: balanceText(most) }), wrong: t('wrong') },
    fits: (typed) => typed % baseUnitsOfStake === 0n,
  })
  const units = amount === null ? null : amount / baseUnitsOfStake
  const parts = move === 'add' && units !== null ? stakeParts(units, own) : null
  const isReady = units !== null && !isTooMuch
  return (
    <>
      <AmountField label={t(`amount.${move}`)} hint={t(`most.${move}`, { amount: balanceText(most) })} {...field} most={most} unit="PT" />
      {isReady && <MoneyLines lines={linesOf({ move, units, parts, own, t })} />}
      <p className="t12 dim">{t(`text.${move}`)}</p>
      <Send
        label={t(`send.${move}`)}
        reason={!isReady ? why('fields') : parts !== null && parts.lacks > 0n ? t('short', { amount: exactPtText(parts.lacks) }) : null}
        move={{ kind: move, units: units ?? 0n }}
        own={own}
        onDone={clear}
      />
    </>
  )
}

type Lines = {
  readonly move: 'add' | 'withdraw'
  readonly units: bigint
  readonly parts: ReturnType<typeof stakeParts> | null
  readonly own: OwnTasks
  readonly t: ReturnType<typeof useTranslations<'provideTasks.stake'>>
}

function linesOf({ move, units, parts, own, t }: Lines): MoneyLine[] {
  const amount = exactPtText(units * baseUnitsOfStake)
  const free = { name: t('line.gas'), amount: exactPtText(0n), tone: 'small' as const }
  if (parts === null) {
    const together = exactPtText((units + own.holdings.leaving) * baseUnitsOfStake)
    return [{ name: t(`line.${move}`), amount }, free, { name: t('line.collect'), amount: together, tone: 'total' }]
  }
  return [
    ...(parts.fromBalance > 0n ? [{ name: t('line.balance'), amount: exactPtText(parts.fromBalance) }] : []),
    ...(parts.fromWallet > 0n ? [{ name: t('line.wallet'), amount: exactPtText(parts.fromWallet) }] : []),
    ...(parts.stays > 0n ? [{ name: t('line.stays'), amount: exactPtText(parts.stays) }] : []),
    free,
    { name: t(`line.${move}`), amount, tone: 'total' },
  ]
}

function CollectForm({ own }: { readonly own: OwnTasks }) {
  const t = useTranslations('provideTasks.stake')
  const { leaving } = own.holdings
  const from = collectableAt(own.holdings)
  const isReady = leaving > 0n && own.pool.now >= from
  return (
    <>
      {isReady && (
        <MoneyLines
          lines={[
            { name: t('line.gas'), amount: exactPtText(0n), tone: 'small' },
            { name: t('line.toBalance'), amount: exactPtText(leaving * baseUnitsOfStake), tone: 'total' },
          ]}
        />
      )}
      <p className="t12 dim">{t('text.collect')}</p>
      <Send
        label={t('send.collect')}
        reason={isReady ? null : leaving === 0n ? t('nothing') : t('waits', { moment: dayMinuteText(from) })}
        move={{ kind: 'collect' }}
        own={own}
        onDone={() => {}}
      />
    </>
  )
}

type SendProps = {
  readonly label: string
  readonly reason: string | null
  readonly move: Parameters<typeof moveStake>[1]
  readonly own: OwnTasks
  readonly onDone: () => void
}

function Send({ label, reason, move, own, onDone }: SendProps) {
  const t = useTranslations('provideTasks.stake')
  const signer = useSigner()
  const queryClient = useQueryClient()
  const sending = useMutation({
    mutationFn: async () => {
      if (signer.state === 'ready') await moveStake(signer.signer, move, own)
    },
    onSuccess: () => {
      void notify({ tone: 'success', text: t('done') })
      onDone()
      return queryClient.invalidateQueries({ queryKey: ['provider', 'tasks'] })
    },
  })
  return (
    <>
      {sending.isError && <ProblemCallout error={sending.error} />}
      <SignerButton label={sending.isPending ? t('sending') : label} disabled={sending.isPending} reason={reason} onSign={() => sending.mutate()} />
    </>
  )
}

function collectableAt({ leavesAt, outUntil }: OwnTasks['holdings']): number {
  return Math.max(leavesAt, outUntil)
}

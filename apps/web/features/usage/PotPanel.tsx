'use client'
import { assetUnits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import type { UsageActs } from '#web/features/usage/usageActs.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { AmountField } from '#web/parts/wallet/AmountField.tsx'
import { useTypedAmount } from '#web/parts/wallet/useTypedAmount.ts'

const moves = ['deposit', 'withdraw'] as const
type Move = (typeof moves)[number]

/** Moves PToken from the wallet into the prepaid balance of the service ledger (the contract that pays for AI services), and back. */
export function PotPanel(props: UsageActs) {
  const t = useTranslations('usage.pot')
  const [move, setMove] = useState<Move>('deposit')
  return (
    <Panel
      title={t('title')}
      end={<Segmented label={t('moves')} value={move} onChange={setMove} options={moves.map((value) => ({ value, label: t(`move.${value}`) }))} />}
    >
      <div className="panel-body stack g4">
        <PotForm key={move} move={move} {...props} />
      </div>
    </Panel>
  )
}

function PotForm({ move, usage: { free, inWallet }, acts, onDone }: UsageActs & { readonly move: Move }) {
  const t = useTranslations('usage.pot')
  const most = move === 'deposit' ? inWallet : free
  const { amount, reason, clear, field } = useTypedAmount({ most, tooMuch: t('tooMuch', { amount: balanceText(most) }) })
  const units = reason === null && amount !== null ? amount : 0n
  return (
    <>
      <AmountField label={t(`amount.${move}`)} hint={t(`most.${move}`, { amount: balanceText(most) })} {...field} most={most} unit="PT" />
      <MoneyLines
        lines={[
          { name: t('network'), amount: t(`transactions.${move}`), tone: 'small' },
          { name: t(`line.${move}`), amount: exactPtText(units), tone: 'total' },
        ]}
      />
      <TransactionButton
        label={t(`send.${move}`)}
        isChanged={field.text !== ''}
        reason={reason}
        send={() => acts[move](assetUnits(units))}
        onDone={() => {
          clear()
          onDone()
        }}
      />
    </>
  )
}

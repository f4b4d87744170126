'use client'
import type { ChainAddresses } from '@infinitio/chain'
import { useDeposit, useWithdraw } from '@infinitio/chain/react'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { amountText } from '#web/parts/format/amountText.ts'
import { AmountField } from '#web/parts/wallet/AmountField.tsx'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { useTypedAmount } from '#web/parts/wallet/useTypedAmount.ts'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

export type MoveFormProps = {
  readonly move: 'deposit' | 'withdraw'
  readonly addresses: ChainAddresses
  readonly account: Address
  /** The largest amount that can be moved, in base units; null while unknown. */
  readonly most: bigint | null
  readonly onMoved: () => void
  /** The text that stands in the amount field at first. */
  readonly initial?: string
}

/** Moves PT between the wallet and its Market balance. */
export function MoveForm({ move, addresses, account, most, onMoved, initial }: MoveFormProps) {
  const t = useTranslations('wallet.move')
  const deposit = useDeposit({ addresses, account })
  const withdraw = useWithdraw({ addresses, account })
  const mostText = most === null ? '' : amountText(most)
  const { amount, isTooMuch, clear, field } = useTypedAmount({ initial, most, tooMuch: t('tooMuch', { amount: mostText }), wrong: t('wrong') })
  async function send(): Promise<string> {
    const units = pTokenUnits(amount ?? 0n)
    return move === 'deposit' ? deposit({ amount: units }) : withdraw({ amount: units })
  }
  return (
    <div className="panel-body stack g4">
      <AmountField
        label={t('amount')}
        hint={most === null ? undefined : t(move === 'deposit' ? 'ofWallet' : 'ofMarket', { amount: mostText })}
        {...field}
        most={most}
        unit="PT"
      />
      {amount !== null && <MoveLines move={move} amount={amount} />}
      <p className="t12 dim">{t(move === 'deposit' ? 'depositText' : 'withdrawText')}</p>
      <TransactionButton
        label={t(move === 'deposit' ? 'sendDeposit' : 'sendWithdraw', { amount: amount === null ? 'none' : amountText(amount) })}
        disabled={amount === null || isTooMuch}
        send={send}
        onDone={() => {
          clear()
          onMoved()
        }}
      />
    </div>
  )
}

/** Shows the source, the fee, the destination and the number of transactions that the wallet asks about. */
function MoveLines({ move, amount }: { readonly move: 'deposit' | 'withdraw'; readonly amount: bigint }) {
  const t = useTranslations('wallet.move')
  const pt = `${amountText(amount)} PT`
  const isIn = move === 'deposit'
  return (
    <MoneyLines
      lines={[
        { name: t(isIn ? 'fromWallet' : 'fromMarket'), amount: pt },
        { name: t('fee'), amount: `${amountText(0n)} PT` },
        { name: t('network'), amount: t(isIn ? 'two' : 'one'), tone: 'small' },
        { name: t(isIn ? 'toMarket' : 'toWallet'), amount: pt, tone: 'total' },
      ]}
    />
  )
}

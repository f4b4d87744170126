'use client'
import type { ChainAddresses } from '@infinitio/chain'
import { useDeposit } from '@infinitio/chain/react'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { WithdrawDialog } from '#web/features/wallet/WithdrawDialog.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
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
}

/** Moves PT between the wallet and its Market balance. A withdrawal is shown in a dialog before it is sent. */
export function MoveForm({ move, addresses, account, most, onMoved }: MoveFormProps) {
  const t = useTranslations('wallet.move')
  const deposit = useDeposit({ addresses, account })
  const reasonId = useId()
  const [withdrawn, setWithdrawn] = useState<bigint | null>(null)
  const mostText = most === null ? '' : balanceText(most)
  const { amount, isTooMuch, reason, clear, field } = useTypedAmount({ most, tooMuch: t('tooMuch', { amount: mostText }) })
  const isReady = amount !== null && !isTooMuch
  const named = { amount: isReady ? amountText(amount) : 'none' }
  const moved = () => {
    clear()
    onMoved()
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
      {isReady && <MoveLines move={move} amount={amount} />}
      <p className="t12 dim">{t(move === 'deposit' ? 'depositText' : 'withdrawText')}</p>
      {move === 'deposit' ? (
        <TransactionButton
          label={t('sendDeposit', named)}
          isChanged={field.text !== ''}
          reason={reason}
          send={() => deposit({ amount: pTokenUnits(amount ?? 0n) })}
          onDone={moved}
        />
      ) : (
        <>
          <Button
            tone="primary"
            size="lg"
            full
            disabled={reason !== null}
            aria-describedby={reason === null ? undefined : reasonId}
            onClick={() => setWithdrawn(amount)}
          >
            {t('sendWithdraw', named)}
          </Button>
          {reason !== null && (
            <p className="t12 dim" id={reasonId}>
              {reason}
            </p>
          )}
        </>
      )}
      {withdrawn !== null && (
        <WithdrawDialog
          {...{ addresses, account, amount: withdrawn, balance: most ?? withdrawn }}
          onDone={moved}
          onClose={() => setWithdrawn(null)}
        />
      )}
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

'use client'
import type { ChainAddresses } from '@infinitio/chain'
import { useWithdraw } from '@infinitio/chain/react'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { amountText, exactAmountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

type WithdrawDialogProps = {
  readonly addresses: ChainAddresses
  readonly account: Address
  /** The amount to withdraw and the Market balance before, in base units. */
  readonly amount: bigint
  readonly balance: bigint
  readonly onDone: () => void
  readonly onClose: () => void
}

/**
 * Shows a withdrawal before it is sent: the amount with the usual decimals in the title and exactly below, the wallet that receives it, and the rest of the
 * Market balance. Then the title shows that it is done.
 */
export function WithdrawDialog({ addresses, account, amount, balance, onDone, onClose }: WithdrawDialogProps) {
  const t = useTranslations('wallet.move')
  const withdraw = useWithdraw({ addresses, account })
  const [isDone, setIsDone] = useState(false)
  // The page reads the new balance after the withdrawal, but this dialog still describes the same withdrawal.
  const [before] = useState(balance)
  const rest = before - amount
  const named = { amount: amountText(amount) }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(isDone ? 'doneTitle' : 'confirmTitle', named)}
      description={isDone ? undefined : t('confirmText')}
    >
      <div className="stack g4">
        <MoneyLines
          lines={[
            { name: t('toWallet'), amount: `${exactAmountText(amount)} PT`, tone: 'total' },
            { name: t('wallet'), amount: `${account.slice(0, 6)}…${account.slice(-4)}`, tone: 'small' },
            { name: t('left'), amount: `${balanceText(rest)} PT`, tone: 'small' },
          ]}
        />
        <TransactionButton
          label={t('confirm')}
          disabled={isDone}
          send={() => withdraw({ amount: pTokenUnits(amount) })}
          onDone={() => {
            setIsDone(true)
            onDone()
          }}
          done={t('withdrawn', named)}
        />
        <div className="dlgbtns">
          <Button tone="ghost" onClick={onClose}>
            {t(isDone ? 'close' : 'cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

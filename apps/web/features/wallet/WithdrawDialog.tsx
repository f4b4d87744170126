'use client'
import type { ChainAddresses } from '@infinitio/chain'
import { useWithdraw } from '@infinitio/chain/react'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
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
  const [mined, setMined] = useState<string | null>(null)
  const isDone = mined !== null
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
        {mined === null ? (
          <TransactionButton
            label={t('confirm')}
            send={() => withdraw({ amount: pTokenUnits(amount) })}
            onDone={(transaction) => {
              setMined(transaction)
              onDone()
            }}
          />
        ) : (
          <Withdrawn transaction={mined} text={t('withdrawn', named)} />
        )}
        <div className="dlgbtns">
          <Button tone="ghost" onClick={onClose}>
            {t(isDone ? 'close' : 'cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** Says that the money is in the wallet, and names the two things that it can do there. */
function Withdrawn({ transaction, text }: { readonly transaction: string; readonly text: string }) {
  const t = useTranslations('wallet')
  const bond = (words: ReactNode) => (
    <Link className="link" href="/provide#bond">
      {words}
    </Link>
  )
  return (
    <div className="stack g2 t13">
      <p className="go" role="status">
        {text}{' '}
        <Link className="link" href={`/tx/${transaction}`}>
          {t('transaction')}
        </Link>
      </p>
      <p>{t.rich('move.next', { bond })}</p>
    </div>
  )
}

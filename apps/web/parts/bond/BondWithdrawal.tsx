'use client'
import type { ChainAddresses } from '@infinitio/chain'
import { type Bond, useBondMoves } from '@infinitio/chain/react'
import type { Address } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

type BondWithdrawalProps = {
  readonly addresses: ChainAddresses
  readonly account: Address
  readonly bond: Bond
  readonly chainNow: number
  readonly onMoved: () => void
}

/** Withdraws the part of the bond whose withdrawal was requested, once its waiting time has passed. */
export function BondWithdrawal({ addresses, account, bond, chainNow, onMoved }: BondWithdrawalProps) {
  const t = useTranslations('bond')
  const moves = useBondMoves({ addresses, account })
  const now = useChainNow(chainNow)
  const { unbonding, releaseAt, frozenUntil } = bond
  if (unbonding === 0n) return <p className="t13 dim">{t('nothing')}</p>
  const pt = `${amountText(unbonding)} PT`
  const from = Math.max(releaseAt, frozenUntil)
  return (
    <>
      <MoneyLines
        lines={[
          { name: t('line.asked'), amount: pt },
          { name: t('line.fee'), amount: `${amountText(0n)} PT` },
          { name: t('line.network'), amount: t('line.one'), tone: 'small' },
          { name: t('line.toWallet'), amount: pt, tone: 'total' },
        ]}
      />
      <p className="t12 dim">{now < from ? t('wait', { amount: amountText(unbonding), moment: dayMinuteText(from) }) : t('withdrawText')}</p>
      <TransactionButton
        label={t('send.withdraw', { amount: amountText(unbonding) })}
        disabled={now < from}
        send={() => moves.withdraw()}
        onDone={onMoved}
      />
    </>
  )
}

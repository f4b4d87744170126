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

/**
 * Withdraws the part of the bond whose withdrawal the provider has requested, once its waiting time has passed. When nothing is left to withdraw, the button
 * remains, because it shows the transaction.
 */
export function BondWithdrawal({ addresses, account, bond, chainNow, onMoved }: BondWithdrawalProps) {
  const t = useTranslations('bond')
  const moves = useBondMoves({ addresses, account })
  const now = useChainNow(chainNow)
  const { unbonding, releaseAt, frozenUntil } = bond
  const from = Math.max(releaseAt, frozenUntil)
  return (
    <>
      {unbonding !== 0n && <WithdrawalTerms unbonding={unbonding} from={from} now={now} />}
      <TransactionButton
        label={t('send.withdraw', { amount: unbonding === 0n ? 'none' : amountText(unbonding) })}
        reason={unbonding === 0n ? t('nothing') : now < from ? t('wait', { amount: amountText(unbonding), moment: dayMinuteText(from) }) : null}
        send={() => moves.withdraw()}
        onDone={onMoved}
      />
    </>
  )
}

type WithdrawalTermsProps = { readonly unbonding: Bond['unbonding']; readonly from: number; readonly now: number }

function WithdrawalTerms({ unbonding, from, now }: WithdrawalTermsProps) {
  const t = useTranslations('bond')
  const pt = `${amountText(unbonding)} PT`
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
      {now >= from && <p className="t12 dim">{t('withdrawText')}</p>}
    </>
  )
}

'use client'
import type { ChainAddresses } from '@infinitio/chain'
import { type Bond, useBondMoves } from '@infinitio/chain/react'
import type { Address } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { freeBond } from '#web/parts/bond/freeBond.ts'
import { missingBond } from '#web/parts/bond/missingBond.ts'
import { PoorWallet } from '#web/parts/bond/PoorWallet.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { AmountField } from '#web/parts/wallet/AmountField.tsx'
import { parsePtUpTo, useTypedAmount } from '#web/parts/wallet/useTypedAmount.ts'

/** The wait before withdrawn bond is paid out, in seconds: `StakeVault.PROVIDER_UNBONDING_SECONDS`. */
const waitSeconds = 35 * 86_400

export type BondAmountFormProps = {
  readonly move: 'add' | 'askBack'
  readonly addresses: ChainAddresses
  readonly account: Address
  readonly bond: Bond
  readonly chainNow: number
  /** The largest amount that can be moved, in base units; null while unknown. */
  readonly most: bigint | null
  readonly onMoved: () => void
}

/** Adds PT from the wallet to the bond, or requests the withdrawal of a part of the bond. */
export function BondAmountForm({ move, addresses, account, bond, chainNow, most, onMoved }: BondAmountFormProps) {
  const t = useTranslations('bond')
  const moves = useBondMoves({ addresses, account })
  const mostText = most === null ? '' : balanceText(most)
  const isAdd = move === 'add'
  const free = freeBond(bond)
  const short = missingBond(bond)
  // One press fills in this amount, if there is one, and otherwise all that the user can move.
  const offered = isAdd ? short : free
  const texts = { tooMuch: t('tooMuch', { amount: mostText }), wrong: t('wrong') }
  const { amount, isTooMuch, reason, clear, field } = useTypedAmount({ most, ...texts, parse: isAdd ? parsePtUpTo(most) : parsePtUpTo(free, most) })
  return (
    <>
      <AmountField
        label={t(`amount.${move}`)}
        hint={most === null ? undefined : isAdd ? t('ofWallet', { amount: mostText }) : t('ofBond', { amount: mostText, free: balanceText(free) })}
        {...field}
        most={offered === 0n ? most : offered}
        mostText={offered === 0n || offered === most ? undefined : t(isAdd ? 'allMissing' : 'allFree')}
        unit="PT"
      />
      {isAdd && most !== null && (amount ?? short) > most && (
        <PoorWallet {...{ addresses, account }} wallet={most} missing={(amount ?? short) - most} onWithdrawn={onMoved} />
      )}
      {amount !== null && !isTooMuch && <AmountLines {...{ move, amount, chainNow }} />}
      {amount !== null && !isTooMuch && !isAdd && <AskBackWarnings bond={bond} amount={amount} />}
      <p className="t12 dim">{t(isAdd ? 'addText' : 'askBackText')}</p>
      <TransactionButton
        label={t(`send.${move}`, { amount: amount === null ? 'none' : amountText(amount) })}
        isChanged={field.text !== ''}
        reason={reason}
        send={() => (isAdd ? moves.add(amount ?? 0n) : moves.askBack(amount ?? 0n))}
        onDone={() => {
          clear()
          onMoved()
        }}
      />
    </>
  )
}

type AmountLinesProps = Pick<BondAmountFormProps, 'move' | 'chainNow'> & { readonly amount: bigint }

function AmountLines({ move, amount, chainNow }: AmountLinesProps) {
  const t = useTranslations('bond.line')
  const pt = `${amountText(amount)} PT`
  const isAdd = move === 'add'
  return (
    <MoneyLines
      lines={[
        { name: t(isAdd ? 'wallet' : 'bond'), amount: pt },
        { name: t('fee'), amount: `${amountText(0n)} PT` },
        { name: t('network'), amount: t(isAdd ? 'two' : 'one'), tone: 'small' },
        { name: isAdd ? t('toBond') : t('toAsked', { moment: dayMinuteText(chainNow + waitSeconds) }), amount: pt, tone: 'total' },
      ]}
    />
  )
}

function AskBackWarnings({ bond: { bonded, required, unbonding }, amount }: { readonly bond: Bond; readonly amount: bigint }) {
  const t = useTranslations('bond')
  const left = bonded - amount
  return (
    <>
      {left < required && <Callout tone="warn">{t('short', { left: amountText(left), required: amountText(required) })}</Callout>}
      {unbonding > 0n && <Callout tone="warn">{t('again', { amount: amountText(unbonding) })}</Callout>}
    </>
  )
}

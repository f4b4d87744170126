'use client'
import type { ChainAddresses } from '@infinitio/chain'
import { useMint, useRedeem } from '@infinitio/chain/react'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { ArrowDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { amountText, exactAmountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { AmountField } from '#web/parts/wallet/AmountField.tsx'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { coinScale, mintedBy, parseStable } from '#web/parts/wallet/stableAmount.ts'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { useTypedAmount } from '#web/parts/wallet/useTypedAmount.ts'

export type ConvertFormProps = {
  readonly convert: 'mint' | 'redeem'
  readonly addresses: ChainAddresses
  readonly account: Address
  /**
   * The largest amount that can be converted: base units of the USD coin (6 decimals) for a mint, PT base units (18 decimals) for a redemption; null while
   * unknown.
   */
  readonly most: bigint | null
  readonly onConverted: () => void
}

/** Converts USD coin into PT, or redeems PT for USD coin one to one. When USD coin is converted, 2 % of it goes into the reserve, and no PT is given for it. */
export function ConvertForm({ convert, addresses, account, most, onConverted }: ConvertFormProps) {
  const t = useTranslations('wallet.convert')
  const mint = useMint({ addresses, account })
  const redeem = useRedeem({ addresses, account })
  const isMint = convert === 'mint'
  // Amounts are whole base units of the coin (six decimals) in both directions. A redemption pays only whole base units of the coin, and the contract would
  // burn a smaller rest of PT without paying for it.
  const all = most === null || isMint ? most : most / coinScale
  const mostText = most === null ? '' : balanceText(isMint ? most * coinScale : most)
  const texts = { tooMuch: t('tooMuch', { amount: mostText }), wrong: t('wrong') }
  const { amount, reason, clear, field } = useTypedAmount({ most: all, parse: parseStable, ...texts })
  const gives = amount === null ? '0.00' : isMint ? amountText(mintedBy(amount)) : exactAmountText(amount * coinScale)
  const send = (): Promise<string> => (isMint ? mint({ stableUnits: amount ?? 0n }) : redeem({ amount: pTokenUnits((amount ?? 0n) * coinScale) }))
  return (
    <div className="panel-body stack g4">
      <div className="swapf">
        <AmountField
          label={t('give')}
          hint={t('of', { amount: mostText })}
          {...field}
          most={all === null ? null : all * coinScale}
          unit={isMint ? t('usdCoin') : 'PT'}
        />
        <div className="mid" aria-hidden>
          <span>
            <ArrowDown className="i s" />
          </span>
        </div>
        <Field label={t('get')}>{(names) => <TextInput {...names} readOnly value={gives} suffix={isMint ? 'PT' : t('usdCoin')} />}</Field>
      </div>
      {amount !== null && <ConvertLines isMint={isMint} amount={amount} />}
      <p className="t12 dim">{t(isMint ? 'mintText' : 'redeemText')}</p>
      <TransactionButton
        label={t(isMint ? 'sendMint' : 'sendRedeem', { amount: amount === null ? 'none' : gives })}
        isChanged={field.text !== ''}
        reason={reason}
        send={send}
        onDone={() => {
          clear()
          onConverted()
        }}
      />
    </div>
  )
}

/**
 * Shows the amount that leaves the wallet, the part that stays in the reserve, the amount received, and the number of transactions. `amount` is in
 * units of the coin.
 */
function ConvertLines({ isMint, amount }: { readonly isMint: boolean; readonly amount: bigint }) {
  const t = useTranslations('wallet.convert')
  const given = exactAmountText(amount * coinScale)
  const stays = isMint ? amount * coinScale - mintedBy(amount) : 0n
  return (
    <MoneyLines
      lines={[
        { name: t('give'), amount: `${given} ${isMint ? t('usdCoin') : 'PT'}` },
        { name: t(isMint ? 'stays' : 'free'), amount: `${amountText(stays)} ${isMint ? t('usdCoin') : 'PT'}` },
        { name: t('network'), amount: t(isMint ? 'two' : 'one'), tone: 'small' },
        { name: t('get'), amount: isMint ? `${amountText(mintedBy(amount))} PT` : `${given} ${t('usdCoin')}`, tone: 'total' },
      ]}
    />
  )
}

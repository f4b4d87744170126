import { feesIn } from '@infinitio/domain'
import type { LeaseReceiptWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { reading } from '#web/i18n/reading.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText, exactAmountText, roundedAmountText } from '#web/parts/format/amountText.ts'
import { digitsFor } from '#web/parts/format/sumTexts.ts'
import { secondText } from '#web/parts/format/clockText.ts'
import type { RentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { billedSpanText } from '#web/features/lease/receiptTime.ts'
import { useFeeName } from '#web/parts/price/FeeLines.tsx'

type ReceiptLinesProps = { readonly receipt: LeaseReceiptWire; readonly unit: RentedUnit; readonly isProvider: boolean; readonly isExact: boolean }

/** The most decimals of a rounded amount, because the USD coin has six decimals. */
const mostDigits = 6

/**
 * Shows the amounts of a receipt: the payment, then the escrow and the refund. All are exact, or all are rounded to the same number of decimals. Below the
 * total are its value in the reader's currency, the exchange rate and the day of the rate.
 */
export function ReceiptLines({ receipt, unit, isProvider, isExact }: ReceiptLinesProps) {
  const t = useTranslations('lease.receipt')
  const nameOf = useFeeName({ place: 'receipt', feeBps: receipt.feeBps })
  const textOf = isExact ? (units: string) => exactAmountText(BigInt(units)) : roundedTexts(receipt)
  const line = (name: string, units: bigint | string, tone?: 'total' | 'small') => ({ name, text: textOf(units.toString()), tone })
  const { gpus, billedSeconds: seconds } = receipt
  const perSecond = BigInt(receipt.pricePerGpuSecond)
  const shares = feesIn(receipt, { payer: 'renter', charge: 'share' }).lines
  const flats = feesIn(receipt, { payer: 'renter', charge: 'flat' }).lines
  return (
    <>
      <div className="lines receipt">
        <Line
          {...line(
            isExact
              ? t('pay', { price: exactAmountText(perSecond), unit, gpus, seconds })
              : t('payHour', { price: amountText(perSecond * 3_600n), unit, gpus, span: billedSpanText(seconds) }),
            receipt.pay,
          )}
        />
        {shares.map(({ key, amount }) => (
          <Line key={key} {...line(nameOf(key), amount)} />
        ))}
        {flats.map(({ key, amount }) => (
          <Line key={key} {...line(nameOf(key), amount, 'small')} />
        ))}
        <div className="total">
          <span>{t(isProvider ? 'renterPaid' : 'spent')}</span>
          <span className="pt nowrap">
            {textOf(receipt.spent)} PT
            <About units={receipt.spent} />
          </span>
        </div>
        <Line {...line(t('paidIn'), receipt.escrow)} />
        {receipt.extensions.map(({ txHash, end, escrowAdded }) => (
          <Line key={txHash} {...line(t('extension', { time: secondText(end) }), escrowAdded, 'small')} />
        ))}
        <Line {...line(t('refund'), receipt.refund)} />
        {receipt.compensation !== '0' && <Line {...line(t('compensation'), receipt.compensation)} />}
      </div>
      <RateLine />
      {isProvider && (
        <div className="lines receipt">
          {feesIn(receipt, { payer: 'provider' }).lines.map(({ key, amount }) => (
            <Line key={key} {...line(nameOf(key), amount)} />
          ))}
          <Line {...line(t('providerGets'), receipt.providerGets, 'total')} />
        </div>
      )}
    </>
  )
}

/** Shows the exchange rate on a printed receipt, which lacks the page footer. */
function RateLine() {
  const t = useTranslations('lease.receipt')
  const { rate } = reading()
  if (rate === null) return null
  return (
    <p className="t12 dim">
      {t('rate', { rate: `${rate.perPt} ${rate.currency}`, source: rate.source, day: rate.asOf, fixed: String(rate.isFixed) })}
    </p>
  )
}

/**
 * Returns a function that formats amounts. All are rounded to as many decimals as the smallest amount needs, up to six, and have no zeros at the end after the second decimal. An amount that would round to zero is shown as
 * "less than" the smallest number with these decimals.
 */
function roundedTexts({ escrow, pay, refund, spent, compensation, ...fees }: LeaseReceiptWire): (units: string) => string {
  const amounts = [escrow, pay, refund, spent, compensation, ...feesIn(fees, { payer: 'renter' }).lines.map(({ amount }) => amount)].map(BigInt)
  const digits = Math.min(mostDigits, digitsFor(amounts.filter((units) => units > 0n)))
  const least = 10n ** BigInt(18 - digits)
  return (units) => (units !== '0' && 2n * BigInt(units) < least ? `<${roundedAmountText(least, digits)}` : roundedAmountText(BigInt(units), digits))
}

function Line({ name, text, tone }: { readonly name: string; readonly text: string; readonly tone: 'total' | 'small' | undefined }) {
  return (
    <div className={tone}>
      <span>{name}</span>
      <span className="pt nowrap">{text} PT</span>
    </div>
  )
}

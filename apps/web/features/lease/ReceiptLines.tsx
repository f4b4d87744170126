import { type FeeKey, feesIn } from '@infinitio/domain'
import type { LeaseReceiptWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { reading } from '#web/i18n/reading.ts'
import { About } from '#web/parts/format/About.tsx'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { secondText } from '#web/parts/format/clockText.ts'
import type { RentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { billedSpanText } from '#web/features/lease/receiptTime.ts'
import { finalAmountsOfReceipt, finalTexts } from '#web/parts/lease/finalTexts.ts'
import { useFeeName } from '#web/parts/price/FeeLines.tsx'

type ReceiptLinesProps = { readonly receipt: LeaseReceiptWire; readonly unit: RentedUnit; readonly isProvider: boolean; readonly isExact: boolean }

/**
 * Shows the amounts of a receipt: the payment, then the escrow and the refund. All are exact, or all are rounded to the same number of decimals. Below the
 * total are its value in the reader's currency, the exchange rate and the day of the rate.
 */
export function ReceiptLines({ receipt, unit, isProvider, isExact }: ReceiptLinesProps) {
  const t = useTranslations('lease.receipt')
  const nameOf = useFeeName({ place: 'receipt', feeBps: receipt.feeBps })
  const { textOf, hourPriceOf } = isExact ? exactTexts : roundedTexts(receipt)
  const line = (name: string, units: bigint | string, tone?: 'total' | 'small', of?: ShownAmount) => ({
    name,
    text: textOf(units.toString(), of),
    tone,
  })
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
              : t('payHour', { price: hourPriceOf(perSecond), unit, gpus, span: billedSpanText(seconds) }),
            receipt.pay,
          )}
        />
        {shares.map(({ key, amount }) => (
          <Line key={key} {...line(nameOf(key), amount, undefined, key)} />
        ))}
        {flats.map(({ key, amount }) => (
          <Line key={key} {...line(nameOf(key), amount, 'small', key)} />
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
        <Line {...line(t('refund'), receipt.refund, undefined, 'refund')} />
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

/** An amount of the receipt that is shown so that the lines add up. */
type ShownAmount = FeeKey | 'refund'

type ReceiptTexts = { readonly textOf: (units: string, of?: ShownAmount) => string; readonly hourPriceOf: (perGpuSecond: bigint) => string }

const exactTexts: ReceiptTexts = {
  textOf: (units) => exactAmountText(BigInt(units)),
  hourPriceOf: (perGpuSecond) => exactAmountText(perGpuSecond * 3_600n),
}

/** Returns functions that write the amounts of a receipt as the page and the list of leases show them. */
function roundedTexts(receipt: LeaseReceiptWire): ReceiptTexts {
  const texts = finalTexts(finalAmountsOfReceipt(receipt))
  return {
    hourPriceOf: texts.hourPriceOf,
    textOf: (units, of) => {
      if (of === 'refund') return texts.refund
      return (of === undefined ? undefined : texts.feeOf(of)) ?? texts.textOf(BigInt(units))
    },
  }
}

function Line({ name, text, tone }: { readonly name: string; readonly text: string; readonly tone: 'total' | 'small' | undefined }) {
  return (
    <div className={tone}>
      <span>{name}</span>
      <span className="pt nowrap">{text} PT</span>
    </div>
  )
}

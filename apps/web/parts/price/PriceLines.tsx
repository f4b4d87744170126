import { useTranslations } from 'next-intl'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import type { Quote } from '#web/parts/price/quoteOf.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { hoursText } from '#web/parts/format/hoursText.ts'

export type PriceLinesProps = {
  readonly quote: Quote
  readonly pricePerGpuSecond: string
  readonly gpus: number
  readonly hours: number
  readonly feeBps: number
  readonly totalLabel: string
}

/** The bill before it is signed: price × GPUs × hours, fee, relay fee, total. Every figure adds up. */
export function PriceLines({ quote, pricePerGpuSecond, gpus, hours, feeBps, totalLabel }: PriceLinesProps) {
  const t = useTranslations('price')
  const tUnits = useTranslations('units')
  const texts = lineTexts(quote)
  const perHour = amountText(BigInt(pricePerGpuSecond) * 3_600n)
  return (
    <div className="lines">
      <div>
        <span>{t('product', { perHour, gpus, hours: hoursText(hours) })}</span>
        <span className="pt nowrap">
          {tUnits('pt', { amount: texts.price })}
          <About units={quote.price} />
        </span>
      </div>
      <div>
        <span>{t('fee', { percent: (feeBps / 100).toString() })}</span>
        <span className="pt nowrap">
          {tUnits('pt', { amount: texts.fee })}
          <About units={quote.fee} />
        </span>
      </div>
      <div className="small">
        <span>{t('relayFee')}</span>
        <span className="nowrap">
          {tUnits('pt', { amount: texts.relayFee })}
          <About units={quote.relayFee} />
        </span>
      </div>
      <div className="total">
        <span>{totalLabel}</span>
        <span className="nowrap">
          {tUnits('pt', { amount: texts.total })}
          <About units={quote.total} />
        </span>
      </div>
    </div>
  )
}

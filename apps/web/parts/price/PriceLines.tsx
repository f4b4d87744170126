import { useTranslations } from 'next-intl'
import { FeeLines, isFlat } from '#web/parts/price/FeeLines.tsx'
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

/** The bill before it is signed: price × GPUs × hours, fees, total. Every figure adds up. */
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
      <FeeLines
        lines={texts.fees}
        place="quote"
        feeBps={feeBps}
        amountOf={({ key, amount, text }) => (
          <span className={isFlat(key) ? 'nowrap' : 'pt nowrap'}>
            {tUnits('pt', { amount: text })}
            <About units={amount} />
          </span>
        )}
      />
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

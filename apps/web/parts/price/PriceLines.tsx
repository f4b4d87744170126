import { useTranslations } from 'next-intl'
import type { FeePlace } from '@infinitio/domain/messages'
import { FeeLines, isFlat } from '#web/parts/price/FeeLines.tsx'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import type { Quote } from '#web/parts/price/quoteOf.ts'
import { About } from '#web/parts/format/About.tsx'
import type { RentedUnit } from '#web/parts/machine/rentedUnit.ts'

export type PriceLinesProps = {
  readonly quote: Omit<Quote, 'hourPrice'>
  readonly pricePerGpuSecond: string | bigint
  readonly gpus: number
  /** The unit that `gpus` counts: GPUs (the default), or CPU slots of a machine without a GPU. */
  readonly unit?: RentedUnit
  /** The duration as text. */
  readonly time: string
  readonly feeBps: number
  readonly totalLabel: string
  readonly place?: FeePlace
  readonly leases?: number
  /** True if the total is the most that the reader locks, so that it is rounded up. */
  readonly isMost?: boolean
}

/**
 * Shows the bill before the signature: price × GPUs (or CPU slots) × time, fees and total. The shown amounts add up exactly. The reader's currency is shown
 * only below the total.
 */
export function PriceLines({
  quote,
  pricePerGpuSecond,
  gpus,
  unit = 'gpu',
  time,
  feeBps,
  totalLabel,
  place = 'quote',
  leases = 1,
  isMost = false,
}: PriceLinesProps) {
  const t = useTranslations('price')
  const tUnits = useTranslations('units')
  const texts = lineTexts(quote, { isMost })
  const perHour = texts.hourPriceOf(BigInt(pricePerGpuSecond))
  return (
    <div className="lines">
      <div>
        <span>{t('product', { perHour, unit, gpus, hours: time })}</span>
        <span className="pt nowrap">{tUnits('pt', { amount: texts.price })}</span>
      </div>
      <FeeLines
        lines={texts.fees}
        {...{ place, feeBps, leases }}
        amountOf={({ key, text }) => <span className={isFlat(key) ? 'nowrap' : 'pt nowrap'}>{tUnits('pt', { amount: text })}</span>}
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

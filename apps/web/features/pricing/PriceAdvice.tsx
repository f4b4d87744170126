import { bps, cheaperShare, electricityPrice, percentilePrice, type PricingState, type PTokenUnits } from '@infinitio/domain'
import type { MarketDetailWire, PricingPlan } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'

type PriceAdviceProps = {
  readonly plan: PricingPlan
  readonly price: PTokenUnits
  readonly state: PricingState
  readonly detail: MarketDetailWire
}

/** What to hold a price against: what others ask, what was paid, what electricity costs, how much of the own was leased. PT per GPU-hour. */
export function PriceAdvice({ plan: { rule }, price, state, detail }: PriceAdviceProps) {
  const t = useTranslations('provide.rule.advice')
  const at = (percentile: bigint) => textOf(percentilePrice(state.offers, { percentileBps: bps(percentile) }))
  const dearer = cheaperShare(state.offers, { pricePerGpuSecond: price })
  const power = rule.electricity === null ? null : electricityPrice(rule.electricity, state)
  return (
    <section aria-label={t('title')}>
      <p className="t13 dim">{t('title')}</p>
      <dl className="kv">
        <dt>{t('others')}</dt>
        <dd>{state.offers.length === 0 ? t('nobody') : t('range', { low: at(0n), middle: at(5_000n), high: at(10_000n) })}</dd>
        {dearer !== null && (
          <>
            <dt>{t('standing')}</dt>
            <dd>{t('dearer', { percent: percentText(Number(dearer)) })}</dd>
          </>
        )}
        <dt>{t('index')}</dt>
        <dd>{hourPriceText(detail.figures.index?.pricePerGpuSecond ?? null)}</dd>
        <dt>{t('power')}</dt>
        <dd>{textOf(power)}</dd>
        {rule.utilisation !== null && (
          <>
            <dt>{t('use', { hours: (rule.utilisation.windowSeconds / 3_600n).toString() })}</dt>
            <dd>{percentText(state.utilisationBps === null ? null : Number(state.utilisationBps))}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

function textOf(price: bigint | null): string {
  return hourPriceText(price === null ? null : price.toString())
}

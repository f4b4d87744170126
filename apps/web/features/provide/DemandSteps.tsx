import type { AskDemandWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { amountText } from '#web/parts/format/amountText.ts'
import { gpuHoursText, hourPriceText } from '#web/parts/market/marketTexts.ts'
import { usefulSteps } from '#web/features/provide/demandSteps.ts'
import { StepTable } from '#web/parts/demand/StepTable.tsx'

/** Shows how much an ask would have been rented at its price and at lower prices, calculated by a replay of the bids. */
export function DemandSteps({ demand }: { readonly demand: AskDemandWire }) {
  const t = useTranslations('provide.demand.steps')
  const [own] = demand.steps
  const { steps, best } = usefulSteps(demand.steps)
  return (
    <section className="panel-body" aria-label={t('title')}>
      <h3 className="t13 dim">{t('title')}</h3>
      {own !== undefined && own.leases > 0 && (
        <p className="t13 mt-2">
          {t('own', { leases: own.leases, hours: gpuHoursText(own.gpuSeconds), price: hourPriceText(own.pricePerGpuSecond) })}
        </p>
      )}
      {best === null ? (
        <p className="t13 mt-2">{t('none')}</p>
      ) : (
        <>
          <p className="t13 mt-2">
            {t.rich('best', {
              strong: (text) => <b className="strong">{text}</b>,
              price: hourPriceText(best.pricePerGpuSecond),
              leases: best.leases,
              hours: gpuHoursText(best.gpuSeconds),
              pay: amountText(BigInt(best.pay)),
            })}
          </p>
          <div className="mt-3">
            <StepTable steps={steps} best={best} isMore />
          </div>
        </>
      )}
    </section>
  )
}

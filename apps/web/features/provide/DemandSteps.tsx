import type { AskDemandWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { gpuHoursText, hourPriceText } from '#web/parts/market/marketTexts.ts'
import { usefulSteps } from '#web/features/provide/demandRows.ts'

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
          <table className="table steps mt-3">
            <TableHead
              columns={[
                { name: t('price'), className: 'n' },
                { name: t('leases'), className: 'n' },
                { name: t('hours'), className: 'n' },
                { name: t('pay'), className: 'n' },
              ]}
            />
            <tbody>
              {steps.map((step) => (
                <tr key={step.pricePerGpuSecond}>
                  <td className="n">{step === best ? <b>{hourPriceText(step.pricePerGpuSecond)}</b> : hourPriceText(step.pricePerGpuSecond)}</td>
                  <td className="n">{step.leases}</td>
                  <td className="n">{gpuHoursText(step.gpuSeconds)}</td>
                  <td className="n">
                    {amountText(BigInt(step.pay))}
                    <About units={step.pay} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

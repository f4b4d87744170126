import type { AskDemandWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'
import { aboveBps, demandRows } from '#web/features/provide/demandRows.ts'

/** What kept bids away from an ask, a bar each, and what those that hired others paid. */
export function DemandBars({ demand }: { readonly demand: AskDemandWire }) {
  const t = useTranslations('provide.demand')
  const rows = demandRows(demand)
  const most = Math.max(1, ...rows.map(({ bids }) => bids))
  return (
    <section className="panel-body" aria-label={t('keptAway')}>
      <h3 className="t13 dim">{t('keptAway')}</h3>
      <ul className="why mt-2">
        {rows.map(({ reason, bids, canChange }) => (
          <li key={reason}>
            <span>
              {t(`reason.${reason}`)}
              {canChange && <span className="sr">, {t('canChange')}</span>}
            </span>
            <span className={clsx('meter', canChange ? 'yours' : 'theirs')} aria-hidden>
              <i style={{ width: `${(bids * 100) / most}%` }} />
            </span>
            <b>{bids}</b>
          </li>
        ))}
      </ul>
      <p className="row wrap g3 t12 dim mt-2" aria-hidden>
        <span className="key yours">{t('canChange')}</span>
        <span className="key theirs">{t('isFixed')}</span>
      </p>
      {demand.paidElsewhere !== null && <Paid paid={demand.paidElsewhere} own={demand.pricePerGpuSecond} />}
    </section>
  )
}

function Paid({ paid, own }: { readonly paid: NonNullable<AskDemandWire['paidElsewhere']>; readonly own: string }) {
  const t = useTranslations('provide.demand.paid')
  const above = aboveBps(BigInt(own), BigInt(paid.median))
  const prices = { bids: paid.bids, low: hourPriceText(paid.lowest), middle: hourPriceText(paid.median), high: hourPriceText(paid.highest) }
  return (
    <p className="t13 mt-3">
      {paid.lowest === paid.highest ? t('one', prices) : t('range', prices)}{' '}
      {above === 0
        ? t('same', { own: hourPriceText(own) })
        : t(above > 0 ? 'above' : 'below', { own: hourPriceText(own), percent: percentText(Math.abs(above)) })}
    </p>
  )
}

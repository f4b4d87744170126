'use client'
import type { MarketDetailWire, PriceForecastWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { CandleChart } from '#web/features/market/CandleChart.tsx'
import { type ChartRange, chartRanges } from '#web/parts/market/marketQuery.ts'
import { gpuHoursText, hourPriceText } from '#web/parts/market/marketTexts.ts'

const ranges: readonly ChartRange[] = ['hour', 'day', 'week', 'month', 'year']

type PricePanelProps = { readonly detail: MarketDetailWire; readonly range: ChartRange; readonly onRange: (range: ChartRange) => void }

/** Shows prices over time as a chart and as a table. */
export function PricePanel({ detail, range, onRange }: PricePanelProps) {
  const t = useTranslations('market')
  const { candles, interval, asOf } = detail
  const last = candles.at(-1)
  // Leave the forecast out of charts over a short time, because a forecast for one day would fill half of the chart.
  const forecast = range === 'week' || range === 'month' ? detail.forecast : null
  return (
    <section aria-label={t('prices')}>
      <header className="sec-h">
        <Segmented label={t('reach')} value={range} options={ranges.map((value) => ({ value, label: t(`range.${value}`) }))} onChange={onRange} />
        <span className="end legend" aria-hidden>
          <span>
            <i className="upmark" />
            {t('up')}
          </span>
          <span>
            <i className="downmark" />
            {t('down')}
          </span>
          <span>
            <i style={{ background: 'var(--chart-3)' }} />
            {t('gpuHours')}
          </span>
        </span>
      </header>
      {last === undefined ? (
        <p className="cw t13 dim">{t('noTrades')}</p>
      ) : (
        <div className="cw">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a phone, so a keyboard must reach it. */}
          <section className="wide" aria-label={t('prices')} tabIndex={0}>
            <CandleChart
              label={t('chartLabel', { name: detail.name, price: hourPriceText(last.close), count: candles.length })}
              candles={candles}
              interval={interval}
              count={chartRanges[range].candles}
              now={asOf.at}
              forecast={forecast === null ? null : { of: forecast, label: t('forecast.label') }}
            />
          </section>
          {forecast !== null && <ForecastNote forecast={forecast} />}
          <details className="t13">
            <summary>{t('asTable')}</summary>
            <CandleTable candles={candles} />
          </details>
        </div>
      )}
    </section>
  )
}

/** Describes the forecast in words. */
function ForecastNote({ forecast: { points, hours } }: { readonly forecast: PriceForecastWire }) {
  const t = useTranslations('market.forecast')
  const last = points.at(-1)
  if (last === undefined) return null
  const link = (words: ReactNode) => (
    <Link className="link" href="/docs/guides/market-data">
      {words}
    </Link>
  )
  const prices = { low: hourPriceText(last.low), high: hourPriceText(last.high) }
  return <p className="t12 dim">{t.rich('note', { ...prices, days: Math.floor(hours / 24), link })}</p>
}

function CandleTable({ candles }: Pick<MarketDetailWire, 'candles'>) {
  const t = useTranslations('market')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it.
    <section className="tall" aria-label={t('asTable')} tabIndex={0}>
      <table className="table tight">
        <TableHead
          columns={[
            { name: t('candle.from') },
            { name: t('candle.open'), className: 'n' },
            { name: t('candle.high'), className: 'n' },
            { name: t('candle.low'), className: 'n' },
            { name: t('candle.close'), className: 'n' },
            { name: t('gpuHours'), className: 'n' },
          ]}
        />
        <tbody>
          {candles.toReversed().map(({ start, open, high, low, close, gpuSeconds }) => (
            <tr key={start}>
              <td>{dayMinuteText(start)}</td>
              <td className="n">{hourPriceText(open)}</td>
              <td className="n">{hourPriceText(high)}</td>
              <td className="n">{hourPriceText(low)}</td>
              <td className="n">
                <b>{hourPriceText(close)}</b>
              </td>
              <td className="n">{gpuHoursText(gpuSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

'use client'
import { candleSeconds } from '@infinitio/domain'
import type { ListingDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { type PriceLines, priceLines } from '#web/features/listing/priceLines.ts'
import { chartScale } from '#web/features/market/chartScale.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'
import { chartRanges, firstChoice, firstRange, marketClassQuery } from '#web/parts/market/marketQuery.ts'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'

const axis = 48
const top = 10
const bottom = 130
const height = 152

type PriceChartProps = Pick<ListingDetailWire, 'classId' | 'className' | 'priceHistory'> & {
  /** True if prices are per GPU; false for a machine without a GPU. */
  readonly isPerGpu: boolean
  /** False while the machine has no open ask: the newest price is then a past one. */
  readonly isOffered: boolean
}

/**
 * Draws the prices of this machine's asks over time as steps, and the prices at which its class was rented. The chart covers the last week, or the last hour if
 * trading began less than two hours ago.
 */
export function PriceChart({ classId, className, priceHistory, isPerGpu, isOffered }: PriceChartProps) {
  const t = useTranslations('listing.price')
  const week = useQuery(marketClassQuery(browserApi, classId, firstChoice))
  const range = firstRange(week.data)
  const { data: detail } = useQuery({ ...marketClassQuery(browserApi, classId, { ...firstChoice, range }), enabled: week.isSuccess })
  // Do not show an error, because the table below shows the machine's prices even if this request failed.
  if (week.isError) return null
  if (detail === undefined) return <Skeleton width="100%" height={height} />
  const now = detail.asOf.at
  const { interval, candles: count } = chartRanges[range]
  const lines = priceLines({ history: priceHistory, candles: detail.candles, since: now - candleSeconds[interval] * count, now })
  const name = classTitle(className)
  const ask = priceHistory.reduce<PriceChartProps['priceHistory'][number] | null>(
    (last, one) => (last === null || one.at >= last.at ? one : last),
    null,
  )
  const words = t('summary', {
    price: ask === null || !isOffered ? 'none' : hourPriceText(ask.pricePerGpuSecond),
    last: detail.figures.last === null ? 'none' : hourPriceText(detail.figures.last),
    name,
    perGpu: String(isPerGpu),
  })
  return (
    <>
      <p className="row wrap between mb-2">
        <span className="legend" aria-hidden>
          <span>
            <i className="line ask" />
            {t('machine')}
          </span>
          <span>
            <i className="dash trade" />
            {t('class', { name })}
          </span>
        </span>
        {detail.figures.simulated && lines.trades.length > 0 && <span className="badge simulated nowrap">{t('simulated')}</span>}
      </p>
      <Drawing className="only-desk" width={720} lines={lines} label={words} />
      <Drawing className="only-phone" width={320} lines={lines} label={words} />
      <p className="t13 mt-2">{words}</p>
    </>
  )
}

type DrawingProps = { readonly lines: PriceLines; readonly label: string; readonly className: string; readonly width: number }

function Drawing({ lines: { from, until, asks, trades }, label, className, width }: DrawingProps) {
  const points = [...asks, ...trades]
  if (points.length === 0) return null
  const scale = chartScale(
    [],
    points.map(({ at, price }) => ({ at, low: price, high: price })),
  )
  const end = width - axis
  const x = (at: number) => (((at - from) / (until - from)) * end).toFixed(1)
  const y = (price: number) => (bottom - ((price - scale.bottom) / (scale.top - scale.bottom)) * (bottom - top)).toFixed(1)
  const steps = asks.map(({ at, price }, place) => (place === 0 ? `M${x(at)},${y(price)}` : `H${x(at)}V${y(price)}`)).join('')
  const line = trades.map(({ at, price }, place) => `${place === 0 ? 'M' : 'L'}${x(at)},${y(price)}`).join('')
  return (
    <svg className={`chart ${className}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {scale.lines.map((price) => (
        <g key={price}>
          <line className="grid" x1={0} x2={end} y1={y(price)} y2={y(price)} />
          <text x={width} y={Number(y(price)) + 4} textAnchor="end">
            {price.toFixed(scale.digits)}
          </text>
        </g>
      ))}
      {trades.length > 1 && <path className="l2" d={line} />}
      {trades.map(({ at, price }) => (
        <circle key={at} className="trade" cx={x(at)} cy={y(price)} r={2} />
      ))}
      {steps !== '' && <path className="l1" d={`${steps}H${end}`} />}
      <text x={0} y={height - 4}>
        {dayMinuteText(from)}
      </text>
      <text x={end} y={height - 4} textAnchor="end">
        {dayMinuteText(until)}
      </text>
    </svg>
  )
}

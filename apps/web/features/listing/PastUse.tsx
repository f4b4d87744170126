import type { ListingDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { pastSums } from '#web/features/listing/pastSums.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

type Past = ListingDetailWire['past']

const hourSeconds = 3_600
/**
 * The least number of hours for which the chart of past use has space. So the chart is as wide as a whole day, even if the machine was listed only a few hours
 * ago.
 */
const leastSlots = 24
const barTop = 6
const barBottom = 70
const stripTop = 78
const stripBottom = 86
const height = 106
const wholeBps = 10_000

/**
 * Shows the last seven days of a machine, or the days since it was listed, hour by hour: how much of it was leased, and when the market received heartbeats.
 */
export function PastUse({ past }: { readonly past: Past }) {
  const t = useTranslations('listing.past')
  const sums = pastSums(past)
  const summary = t('summary', { leased: sums.leasedPercent, reachable: sums.reachablePercent ?? 'none' })
  return (
    <section className="blk">
      <header>
        <h2>{t('title')}</h2>
        <p>{t('text', { hours: sums.hours })}</p>
        <span className="end legend" aria-hidden>
          <span>
            <i className="leased" />
            {t('leased')}
          </span>
          <span>
            <i className="heard" />
            {t('reachable')}
          </span>
        </span>
      </header>
      <div className="panel panel-body">
        <Drawing className="only-desk" width={720} past={past} label={summary} />
        <Drawing className="only-phone" width={320} past={past} label={summary} />
        <p className="t13 mt-2">{summary}</p>
        <details className="t13 mt-2">
          <summary>{t('asTable')}</summary>
          <HourTable past={past} />
        </details>
      </div>
    </section>
  )
}

type DrawingProps = { readonly past: Past; readonly label: string; readonly className: string; readonly width: number }

function Drawing({ past, label, className, width }: DrawingProps) {
  const hours = hoursOf(past)
  const slots = Math.max(leastSlots, hours.length)
  const empty = slots - hours.length
  const slot = width / slots
  const wide = Math.max(1, slot * 0.8)
  return (
    <svg className={`chart past ${className}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line className="grid" x1={0} x2={width} y1={barTop} y2={barTop} />
      <line className="zero" x1={0} x2={width} y1={barBottom} y2={barBottom} />
      {hours.map(({ hour, leased, reachable }) => {
        const x = (empty + hour - past.fromHour) * slot
        const tall = (leased / wholeBps) * (barBottom - barTop)
        return (
          <g key={hour}>
            <rect className="leased" x={x} y={barBottom - tall} width={wide} height={tall} />
            {reachable !== null && (
              <>
                <rect className="strip" x={x} y={stripTop} width={wide} height={stripBottom - stripTop} />
                <rect className="heard" x={x} y={stripTop} width={wide * (reachable / wholeBps)} height={stripBottom - stripTop} />
              </>
            )}
          </g>
        )
      })}
      <text x={0} y={height - 4}>
        {dayMinuteText((past.fromHour - empty) * hourSeconds)}
      </text>
      <text x={width} y={height - 4} textAnchor="end">
        {dayMinuteText((past.fromHour + hours.length) * hourSeconds)}
      </text>
    </svg>
  )
}

function HourTable({ past }: { readonly past: Past }) {
  const t = useTranslations('listing.past')
  const percent = (bps: number) => t('percent', { percent: Math.floor(bps / 100) })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it.
    <section className="tall" aria-label={t('asTable')} tabIndex={0}>
      <table className="table tight">
        <TableHead columns={[{ name: t('hour') }, { name: t('leased'), className: 'n' }, { name: t('reachable'), className: 'n' }]} />
        <tbody>
          {hoursOf(past)
            .toReversed()
            .map(({ hour, leased, reachable }) => (
              <tr key={hour}>
                <td>{dayMinuteText(hour * hourSeconds)}</td>
                <td className="n">{percent(leased)}</td>
                <td className="n">{reachable === null ? t('notCounted') : percent(reachable)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}

/** Returns the past hours, oldest first. Each has the leased fraction and the fraction with heartbeats, in basis points. */
function hoursOf({ fromHour, leasedBps, reachableBps }: Past): { hour: number; leased: number; reachable: number | null }[] {
  return leasedBps.map((leased, place) => ({ hour: fromHour + place, leased, reachable: reachableBps[place] ?? null }))
}

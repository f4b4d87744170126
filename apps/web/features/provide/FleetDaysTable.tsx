import type { FleetCalendarWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { utcDayText } from '#web/parts/format/clockText.ts'

const daySeconds = 86_400
const kinds = ['leased', 'held', 'free', 'outside'] as const
type CalendarNode = FleetCalendarWire['nodes'][number]

/** Shows a row for each machine and a cell for each day with the use of the day's GPU-hours. Days and names stay visible while it scrolls. */
export function FleetDaysTable({ from, days, nodes }: { readonly from: number; readonly days: number; readonly nodes: readonly CalendarNode[] }) {
  const t = useTranslations('provide.calendar')
  const starts = Array.from({ length: days }, (_, day) => from + day * daySeconds)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it.
    <section className="fleetdays" tabIndex={0} aria-label={t('title')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col" className="who">
              {t('node')}
            </th>
            {starts.map((at, day) => {
              const date = new Date(at * 1_000).getUTCDate()
              return (
                <th key={at} scope="col" aria-label={utcDayText(at)}>
                  {day === 0 || date === 1 ? utcDayText(at) : date}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <NodeDays key={node.node} node={node} starts={starts} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

const NodeDays = memo(function NodeDays({ node, starts }: { readonly node: CalendarNode; readonly starts: readonly number[] }) {
  const t = useTranslations('provide.calendar')
  return (
    <tr>
      <th scope="row" className="who">
        <Link href={`/gpus/${node.node}`}>{node.name}</Link>
      </th>
      {starts.map((at, day) => {
        const hours = { leased: node.leased[day] ?? 0, held: node.held[day] ?? 0, outside: node.outside[day] ?? 0, free: node.free[day] ?? 0 }
        const words = t('day', { day: utcDayText(at), ...hours })
        return (
          <td key={at} title={words}>
            <span className="dayfill" aria-hidden>
              {kinds.map((kind) => (hours[kind] === 0 ? null : <i key={kind} className={kind} style={{ flexGrow: hours[kind] }} />))}
            </span>
            <span className="sr">{words}</span>
          </td>
        )
      })}
    </tr>
  )
})

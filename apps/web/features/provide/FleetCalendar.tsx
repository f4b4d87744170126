'use client'
import type { FleetCalendarWire } from '@infinitio/domain/wire'
import { getFleetCalendar, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { type KeyboardEvent, memo, useCallback, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { DayHours, type MachineDay } from '#web/features/provide/DayHours.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { utcDayText } from '#web/parts/format/clockText.ts'

/** Shows for each machine how its hours in 28 days are used. The data is fetched when the user opens this part. */
export function FleetCalendar() {
  const t = useTranslations('provide.calendar')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Panel
      className="mt-5"
      title={t('title')}
      note={t('note')}
      end={
        <Button size="sm" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? 'hide' : 'show')}
        </Button>
      }
    >
      {isOpen ? <Calendar /> : null}
    </Panel>
  )
}

function Calendar() {
  const t = useTranslations('provide.calendar')
  const query = useInfiniteQuery(fleetCalendarQuery(browserApi))
  const [chosen, setChosen] = useState<MachineDay | null>(null)
  const choose = useCallback((day: MachineDay) => setChosen((before) => (isSame(before, day) ? null : day)), [])
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<CalendarSkeleton />}>
      {({ pages }) => {
        const nodes = pages.flatMap((page) => page.nodes)
        const [first] = pages
        if (first === undefined || nodes.length === 0) return <p className="panel-body t13 dim">{t('none')}</p>
        return (
          <>
            <p className="panel-body row wrap g3 t12 dim" aria-hidden>
              {(['free', 'leased', 'held', 'outside'] as const).map((what) => (
                <span key={what} className={`key ${what}`}>
                  {t(what)}
                </span>
              ))}
            </p>
            <FleetDaysTable from={first.from} days={first.days} nodes={nodes} chosen={chosen} onChoose={choose} />
            {chosen === null ? <p className="panel-foot">{t('choose')}</p> : <DayHours {...chosen} />}
            {query.hasNextPage && (
              <p className="panel-foot">
                <button type="button" className="link" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t(query.isFetchingNextPage ? 'loading' : 'more')}
                </button>
              </p>
            )}
          </>
        )
      }}
    </QueryView>
  )
}

function CalendarSkeleton() {
  const t = useTranslations('provide.calendar')
  return (
    <div className="panel-body skeltree stack g4">
      <p className="sr" role="status">
        {t('loading')}
      </p>
      {[1, 2, 3, 4].map((key) => (
        <Skeleton key={key} width="100%" height={26} />
      ))}
    </div>
  )
}

/** Query for the calendar of the signed-in provider's fleet, page by page. */
function fleetCalendarQuery(api: Transport) {
  return infiniteQueryOptions({
    queryKey: ['provider', 'calendar'],
    queryFn: ({ pageParam }) => getFleetCalendar(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

const daySeconds = 86_400
const kinds = ['leased', 'held', 'free', 'outside'] as const
type CalendarNode = FleetCalendarWire['nodes'][number]

function isSame(one: MachineDay | null, other: MachineDay): boolean {
  return one?.node === other.node && one.day === other.day
}

type FleetDaysTableProps = {
  readonly from: number
  readonly days: number
  readonly nodes: readonly CalendarNode[]
  readonly chosen: MachineDay | null
  readonly onChoose: (day: MachineDay) => void
}

/**
 * Shows a row for each machine and a cell for each day, with the used share of the day's GPU-hours. A press on a day chooses it. The days and the names stay
 * visible while the table scrolls.
 */
function FleetDaysTable({ from, days, nodes, chosen, onChoose }: FleetDaysTableProps) {
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
            <NodeDays
              key={node.node}
              node={node}
              from={from}
              days={days}
              chosenDay={chosen?.node === node.node ? chosen.day : null}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type NodeDaysProps = {
  readonly node: CalendarNode
  readonly from: number
  readonly days: number
  /** The chosen day of this machine; null if none is chosen. */
  readonly chosenDay: number | null
  readonly onChoose: (day: MachineDay) => void
}

const NodeDays = memo(function NodeDays({ node, from, days, chosenDay, onChoose }: NodeDaysProps) {
  const t = useTranslations('provide.calendar')
  const starts = Array.from({ length: days }, (_, day) => from + day * daySeconds)
  return (
    <tr onKeyDown={moveBetweenDays}>
      <th scope="row" className="who">
        <Link href={`/gpus/${node.node}`}>{node.name}</Link>
      </th>
      {starts.map((at, day) => {
        const hours = { leased: node.leased[day] ?? 0, held: node.held[day] ?? 0, outside: node.outside[day] ?? 0, free: node.free[day] ?? 0 }
        const words = t('day', { day: utcDayText(at), ...hours })
        return (
          <td key={at}>
            <button
              type="button"
              className="dayfill"
              title={words}
              aria-label={t('dayOf', { name: node.name, words })}
              aria-pressed={at === chosenDay}
              tabIndex={at === (chosenDay ?? from) ? 0 : -1}
              onClick={() => onChoose({ node: node.node, name: node.name, gpus: node.gpus, day: at })}
            >
              {kinds.map((kind) => (hours[kind] === 0 ? null : <i key={kind} className={kind} style={{ flexGrow: hours[kind] }} />))}
            </button>
          </td>
        )
      })}
    </tr>
  )
})

/** Moves the focus between the days of a machine with the arrow keys, Home and End. The Tab key reaches one day of each machine. */
function moveBetweenDays(event: KeyboardEvent<HTMLElement>): void {
  const days = [...event.currentTarget.querySelectorAll<HTMLElement>('button.dayfill')]
  const at = days.findIndex((day) => day === document.activeElement)
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: days.length - 1 }[event.key]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  days[to]?.focus()
}

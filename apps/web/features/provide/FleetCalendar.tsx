'use client'
import { getFleetCalendar, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { FleetDaysTable } from '#web/features/provide/FleetDaysTable.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'

/** Shows how the hours of each machine in 28 days are used. It is fetched when the user opens it. */
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
            <FleetDaysTable from={first.from} days={first.days} nodes={nodes} />
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
    queryFn: ({ pageParam }) => getFleetCalendar(api, pageParam === null ? {} : { after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

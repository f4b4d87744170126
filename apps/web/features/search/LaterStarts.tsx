'use client'
import type { StartsWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/features/api/browserApi.ts'
import { momentText } from '#web/features/format/clockText.ts'
import { HourPrice } from '#web/features/format/HourPrice.tsx'
import { spanText } from '#web/features/format/spanText.ts'
import { nodeTitle } from '#web/features/search/nodeTitle.ts'
import { paramsOfSearch, type SearchState } from '#web/features/search/searchState.ts'
import { startsQuery } from '#web/features/search/startsQuery.ts'

/** Lines above the list that say when the same search is cheaper, or finds anything; nothing where there is no such start. `from`: the start searched for, Unix seconds. */
export function LaterStarts({ search, from }: { readonly search: SearchState; readonly from: number }) {
  const t = useTranslations('search.later')
  const { data } = useQuery(startsQuery(browserApi, search))
  const later = (data?.items ?? []).filter(({ startHour }) => startHour * 3_600 > from)
  if (later.length === 0) return null
  return (
    <ul className="later" aria-label={t('name')}>
      {later.map((start) => (
        <li key={start.startHour}>
          <CalendarClock className="i s dim" aria-hidden />
          <span className="grow">
            <StartLine start={start} secondsLater={start.startHour * 3_600 - from} />
          </span>
          <Link className="link nowrap" href={`/gpus?${paramsOfSearch({ ...search, startHour: start.startHour })}`} prefetch={false}>
            {t('show')}
            <span className="sr"> {momentText(start.startHour * 3_600)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function StartLine({ start, secondsLater }: { readonly start: StartsWire['items'][number]; readonly secondsLater: number }) {
  const t = useTranslations('search.later')
  const { startHour, cheaperBps, listing } = start
  const words = { span: spanText(Math.ceil(secondsLater / 60) * 60), moment: momentText(startHour * 3_600) }
  return (
    <>
      {cheaperBps === null
        ? t.rich('free', { ...words, b: (text) => <b>{text}</b> })
        : t.rich('cheaper', { ...words, percent: Math.floor(cheaperBps / 100), b: (text) => <b>{text}</b> })}{' '}
      <HourPrice perGpuSecond={listing.ask.pricePerGpuSecond} /> <span className="dim">{nodeTitle(listing)}</span>
      {listing.simulated && <span className="dim">, {t('simulated')}</span>}
    </>
  )
}

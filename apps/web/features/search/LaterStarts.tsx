'use client'
import type { StartsWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { memo } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { useShareTitle } from '#web/parts/machine/useShareTitle.ts'
import { paramsOfSearch, type SearchState } from '#web/parts/search/searchState.ts'
import { startsQuery } from '#web/features/search/startsQuery.ts'

/**
 * Shows other start times at which the same search finds cheaper machines, or any at all: times after the searched start and, if the search has a start hour,
 * times before it. Renders nothing if there is no such time. `from` is the searched start in Unix seconds.
 */
export const LaterStarts = memo(function LaterStarts({ search, from }: { readonly search: SearchState; readonly from: number }) {
  const { data } = useQuery(startsQuery(browserApi, search))
  const starts = (data?.items ?? []).filter(
    ({ startHour }) => startHour * 3_600 > from || (search.startHour !== null && startHour < search.startHour),
  )
  return starts.length === 0 ? null : <StartLines starts={starts} search={search} from={from} />
})

type StartLinesProps = { readonly starts: StartsWire['items']; readonly search: SearchState; readonly from: number }

/** Shows one line for each of the start times. `from` is the searched start in Unix seconds; each line shows how much later or earlier its time is. */
function StartLines({ starts, search, from }: StartLinesProps) {
  const t = useTranslations('search.later')
  return (
    <ul className="later" aria-label={t('name')}>
      {starts.map((start) => (
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
  const shareTitle = useShareTitle()
  const { startHour, cheaperBps, listing } = start
  const words = { span: spanText(Math.ceil(Math.abs(secondsLater) / 60) * 60), moment: momentText(startHour * 3_600) }
  const isEarlier = secondsLater < 0
  return (
    <>
      {cheaperBps === null
        ? t.rich(isEarlier ? 'freeEarlier' : 'free', { ...words, b: (text) => <b>{text}</b> })
        : t.rich(isEarlier ? 'cheaperEarlier' : 'cheaper', { ...words, percent: Math.floor(cheaperBps / 100), b: (text) => <b>{text}</b> })}{' '}
      <HourPrice perGpuSecond={listing.ask.pricePerGpuSecond} /> <span className="dim">{shareTitle(listing, listing.quote.gpus)}</span>
      {listing.simulated && <span className="dim">, {t('simulated')}</span>}
    </>
  )
}

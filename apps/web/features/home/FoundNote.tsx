'use client'
import { secondsOfSearch } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { listingsQuery } from '#web/features/search/listingsQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { paramsOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

/** Time without a key press after which the machines are counted. */
const restMs = 400

/**
 * Shows how many machines fit the search in the box, the lowest price, and what its lease would cost at most with fees. A search for the lowest total shows
 * only that total, because another machine may have a lower price per GPU. Counts again while a visitor types.
 */
export function FoundNote({ search }: { readonly search: SearchState }) {
  const t = useTranslations('home.found')
  const { settled, isSettled } = useSettled(search)
  const isWhole = (settled ?? search).sort === 'total'
  const {
    data: page,
    isPlaceholderData,
    isError,
  } = useQuery({
    ...listingsQuery(browserApi, { ...(settled ?? search), sort: isWhole ? 'total' : 'price' }),
    enabled: settled !== null,
    retry: false,
  })
  if (isError) return null
  if (page === undefined) return <output className="t13 dim px-3 pb-3">{t('counting')}</output>
  const [cheapest] = page.items
  if (cheapest === undefined) return <output className="t13 px-3 pb-3">{t('nothing')}</output>
  const { gpus, durationSeconds, total } = cheapest.quote
  const unit = rentedUnit(cheapest)
  return (
    <output className="row wrap g3 t13 px-3 pb-3" aria-busy={isPlaceholderData || !isSettled}>
      <b className="strong">{t('count', { total: page.total })}</b>
      {!isWhole && (
        <span>
          {t('from')} <HourPrice perGpuSecond={cheapest.ask.pricePerGpuSecond} /> {t('each', { unit })}
        </span>
      )}
      <span>
        {t('total', { unit, gpus, span: durationText(durationSeconds ?? secondsOfSearch(settled ?? search)) })}{' '}
        <b className="strong">{amountText(BigInt(total))}</b> PT
        <About units={total} />
      </span>
    </output>
  )
}

/**
 * Returns the search once it has not changed for a moment, so that fast typing sends few requests; null until then. `isSettled` is true while it is the present
 * search.
 */
function useSettled(search: SearchState): { readonly settled: SearchState | null; readonly isSettled: boolean } {
  const [settled, setSettled] = useState<SearchState | null>(null)
  const address = paramsOfSearch(search)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `search` is a new object in every render; its address changes with its content.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(search), restMs)
    return () => clearTimeout(timer)
  }, [address])
  return { settled, isSettled: settled !== null && paramsOfSearch(settled) === address }
}

'use client'
import { countFilters, type ListingSort } from '@infinitio/domain'
import type { CatalogueWire, RunNeedsWire } from '@infinitio/domain/wire'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { whenText } from '#web/features/search/SearchBar.tsx'
import { hasChips, SearchChips, SentenceNote } from '#web/features/search/lazyChips.ts'
import { wordsOfSearch } from '#web/parts/search/searchForm.ts'
import { type SearchState, sortsFor } from '#web/parts/search/searchState.ts'

export type PhoneSearchProps = {
  readonly search: SearchState
  readonly catalogue: CatalogueWire | undefined
  readonly run: RunNeedsWire | null
  readonly change: (patch: Partial<SearchState>) => void
  readonly onFilters: () => void
}

/** The search form on a phone: one line that opens the filters, and the chosen filters as chips. `memo` skips renders without a change. */
export const PhoneSearch = memo(function PhoneSearch({ search, catalogue, run, change, onFilters }: PhoneSearchProps) {
  const t = useTranslations('search')
  const tBar = useTranslations('search.bar')
  const tField = useTranslations('searchField')
  return (
    <div className="sbar-in only-phone">
      <button type="button" className="sphone" onClick={onFilters}>
        <Search className="i" aria-hidden />
        <span className="grow">
          <b>{wordsOfSearch(search) || t('phone.any')}</b>
          <span className="dim t12">
            {whenText(tBar, search)}
            {search.gpus !== null && `, ${tField('gpus', { value: search.gpus })}`}
          </span>
        </span>
      </button>
      <div className="hscroll mt-2">
        <button type="button" className="chip on" onClick={onFilters}>
          {t('filtersCount', { count: countFilters(search) })}
        </button>
        <span className="chip chipselect">
          <select aria-label={t('sortBy')} value={search.sort} onChange={(event) => change({ sort: event.target.value as ListingSort })}>
            {sortsFor(search).map((sort) => (
              <option key={sort} value={sort}>
                {t('sortChip', { sort: t(`sorts.${sort}`, { kind: run?.task === null ? 'program' : 'model' }) })}
              </option>
            ))}
          </select>
        </span>
        {hasChips(search) && <SearchChips search={search} catalogue={catalogue} change={change} />}
      </div>
      {search.words !== '' && <SentenceNote words={search.words} search={search} change={change} />}
    </div>
  )
})

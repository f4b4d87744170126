'use client'
import { countFilters, type ListingSort, secondsOfSearch } from '@infinitio/domain'
import type { CatalogueWire, ListingPageWire } from '@infinitio/domain/wire'
import { List, Map as MapIcon, SlidersHorizontal, Table } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { SaveSearchShape } from '#web/features/saved-searches/SaveSearchShape.tsx'
import { hasChips, SearchChips } from '#web/features/search/lazyChips.ts'
import { type SearchState, sortsFor } from '#web/parts/search/searchState.ts'

const SaveSearchButton = dynamic(() => import('#web/features/saved-searches/SaveSearchButton.tsx').then((module) => module.SaveSearchButton), {
  ssr: false,
  loading: () => <SaveSearchShape savedIcon={null} disabled />,
})

/** How the results are shown: as cards, as cards with the map, or as rows. */
export type ResultsViewKind = 'list' | 'map' | 'table'

export type ResultsHeadProps = {
  readonly page: ListingPageWire | undefined
  readonly catalogue: CatalogueWire | undefined
  readonly search: SearchState
  readonly change: (patch: Partial<SearchState>) => void
  readonly view: ResultsViewKind
  readonly onView: (view: ResultsViewKind) => void
  readonly onFilters: () => void
  /** True while the form for the price of an order is shown: the user opened it, or the search has no results. */
  readonly isNaming: boolean
  readonly onNaming: (isNaming: boolean) => void
}

/** Shows the number of results, their order and their filters above the list. */
export const ResultsHead = memo(function ResultsHead({
  page,
  catalogue,
  search,
  change,
  view,
  onView,
  onFilters,
  isNaming,
  onNaming,
}: ResultsHeadProps) {
  const t = useTranslations('search')
  const span = durationText(secondsOfSearch(search))
  return (
    <>
      <div className="reshead">
        <h1 className="grow" aria-live="polite">
          {page === undefined ? t('searching', { span }) : t('nodesFree', { count: page.total, span })}
          {page !== undefined && page.startAt !== null && t('fromMoment', { moment: momentText(page.startAt) })}
        </h1>
        <button type="button" className={isNaming ? 'chip on' : 'chip'} aria-expanded={isNaming} onClick={() => onNaming(!isNaming)}>
          {t('name.title')}
        </button>
        <SaveSearchButton search={search} />
        <span className="viewswitch">
          <Segmented
            label={t('view')}
            value={view}
            onChange={onView}
            options={[
              { value: 'list', label: <List className="i s" aria-hidden />, name: t('viewList') },
              { value: 'table', label: <Table className="i s" aria-hidden />, name: t('viewTable') },
              { value: 'map', label: <MapIcon className="i s" aria-hidden />, name: t('viewMap') },
            ]}
          />
        </span>
      </div>
      <div className="row wrap only-desk mb-3">
        <button type="button" className="chip on fbtn" onClick={onFilters}>
          <SlidersHorizontal className="i" aria-hidden />
          {t('filtersCount', { count: countFilters(search) })}
        </button>
        <span className="t13 dim">{t('sort')}</span>
        <Segmented<ListingSort>
          label={t('sortBy')}
          value={search.sort}
          onChange={(sort) => change({ sort })}
          options={sortsFor(search).map((sort) => ({
            value: sort,
            label: t(`sorts.${sort}`, { kind: page?.run?.task === null ? 'program' : 'model' }),
          }))}
        />
        <span className="grow" />
        {hasChips(search) && <SearchChips search={search} catalogue={catalogue} change={change} />}
      </div>
    </>
  )
})

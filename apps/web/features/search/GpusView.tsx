'use client'
import { secondsOfSearch } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Map as MapIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { type ComponentProps, memo, useCallback, useDeferredValue, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { useIsWide } from '#web/components/ui/useIsWide.ts'
import { useComparedNodes } from '#web/features/compare/comparedNodes.ts'
import { FilterSkeleton } from '#web/features/search/filters/FilterSkeleton.tsx'
import { listingsQuery } from '#web/features/search/listingsQuery.ts'
import { ListingListSkeleton, Results } from '#web/features/search/Results.tsx'
import { ResultsHead, type ResultsViewKind } from '#web/features/search/ResultsHead.tsx'
import { SearchBar } from '#web/features/search/SearchBar.tsx'
import { useSearch } from '#web/features/search/useSearch.ts'
import { isPhone } from '#web/i18n/reading.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

const Filters = dynamic(() => import('#web/features/search/filters/Filters.tsx').then((module) => module.Filters), {
  loading: () => <FilterSkeleton />,
})
// The server sends the HTML of the phone search with the page. The script of the phone search loads after the page's own script, because only phones show this
// part.
const PhoneSearch = dynamic(() => import('#web/features/search/PhoneSearch.tsx').then((module) => module.PhoneSearch))
const ListingMap = dynamic(() => import('#web/features/map/ListingMap.tsx').then((module) => module.ListingMap), {
  ssr: false,
  loading: () => <div className="mapbox" />,
})
const LaterStarts = dynamic(() => import('#web/features/search/LaterStarts.tsx').then((module) => module.LaterStarts), { ssr: false })
const RunPanel = dynamic(() => import('#web/features/search/RunPanel.tsx').then((module) => module.RunPanel))
const ClusterOffer = dynamic(() => import('#web/features/cluster/ClusterOffer.tsx').then((module) => module.ClusterOffer), { ssr: false })
const PriceOfSearch = dynamic(() => import('#web/features/search/PriceOfSearch.tsx').then((module) => module.PriceOfSearch), { ssr: false })
const ValueNote = dynamic(() => import('#web/features/search/ValueNote.tsx').then((module) => module.ValueNote))
const SavedSearches = dynamic(() => import('#web/features/saved-searches/SavedSearches.tsx').then((module) => module.SavedSearches), { ssr: false })
const FilterSheet = dynamic(() => import('#web/features/search/filters/FilterSheet.tsx').then((module) => module.FilterSheet), { ssr: false })
const CompareBar = dynamic(() => import('#web/features/compare/CompareBar.tsx').then((module) => module.CompareBar), { ssr: false })
const PhoneCompare = dynamic(() => import('#web/features/compare/PhoneCompare.tsx').then((module) => module.PhoneCompare), { ssr: false })
const MapSheet = dynamic(() => import('#web/features/search/MapSheet.tsx').then((module) => module.MapSheet), { ssr: false })

/** An empty list that is the same object in every render, so that the map is not rendered again. */
const noListings: ListingWire[] = []
const mapFromWidth = 1_241
/**
 * The widths in pixels from which the page shows the filters and the search bar; in narrower windows the style sheets hide them. Phones show the filters in a
 * sheet instead, so the server does not send them the hidden parts with the page.
 */
const filtersFromWidth = 981
const barFromWidth = 761

/** Shows the filters, the list and the map of one search. The URL of the page contains the search. */
export function GpusView() {
  const t = useTranslations('search')
  const { search, change } = useSearch()
  // After a change of the search, the list renders with lower priority than keyboard and mouse input, so that controls react at once.
  const listed = useDeferredValue(search)
  const query = useQuery(listingsQuery(browserApi, listed))
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const [marked, setMarked] = useState<string | null>(null)
  const [sheet, setSheet] = useState<'none' | 'filters' | 'map'>('none')
  const [isNaming, setIsNaming] = useState(false)
  const [view, setView] = useState<ResultsViewKind>('map')
  const shownView = useDeferredValue(view)
  const hasAside = useIsWide(mapFromWidth) && shownView === 'map'
  const hasFilters = useIsWide(filtersFromWidth, !isPhone())
  const isSignedIn = typeof useAccount() === 'string'
  useLiveTopic('listings')
  const page = useDeferredValue(query.data)
  const { data: chain } = useQuery(chainQuery(browserApi))
  const from = page?.startAt ?? chain?.chainNow ?? null
  const isEmpty = page?.items.length === 0
  const isPriceShown = isNaming || isEmpty
  const priceOfSearch = isPriceShown && <PriceOfSearch search={search} page={page} catalogue={catalogue} now={chain?.chainNow ?? null} />
  const openFilters = useCallback(() => setSheet('filters'), [])
  const openMap = useCallback(() => setSheet('map'), [])
  return (
    <main className="p-gpus">
      <SearchTop search={search} catalogue={catalogue} run={page?.run ?? null} change={change} onFilters={openFilters} />
      <div className={shownView === 'map' ? 'cols' : 'cols listonly'}>
        {hasFilters && (
          <aside className="filters" aria-label={t('filters')}>
            {page === undefined ? <FilterSkeleton /> : <Filters search={search} facets={page.facets} change={change} />}
          </aside>
        )}
        <section aria-label={t('results')} aria-busy={query.isFetching}>
          <ResultsHead
            page={page}
            catalogue={catalogue}
            search={search}
            change={change}
            view={view}
            onView={setView}
            onFilters={openFilters}
            isNaming={isPriceShown}
            onNaming={setIsNaming}
          />
          <Notes search={search} change={change} />
          {from !== null && <LaterStarts search={listed} from={from} />}
          {!isEmpty && priceOfSearch}
          <QueryView query={query} failed={t('failed')} skeleton={<ListingListSkeleton />}>
            {(found) => (
              <Results page={page ?? found} search={listed} change={change} asTable={shownView === 'table'} marked={marked} onMark={setMarked} />
            )}
          </QueryView>
          {/* An empty list first shows why. */}
          {isEmpty && priceOfSearch}
          {isSignedIn && !hasAside && <SavedSearches catalogue={catalogue} />}
        </section>
        {hasAside && (
          <Side search={listed} listings={page?.items ?? noListings} marked={marked} onMark={setMarked} catalogue={isSignedIn ? catalogue : null} />
        )}
      </div>
      <Below search={search} onMap={openMap} />
      {sheet === 'filters' && <FilterSheet search={search} page={page} change={change} onClose={() => setSheet('none')} />}
      {sheet === 'map' && <MapSheet search={listed} listings={page?.items ?? []} onClose={() => setSheet('none')} />}
    </main>
  )
}

/** Shows the search above the list: a row of fields in a wide window, or one line on a phone. */
function SearchTop(props: ComponentProps<typeof PhoneSearch>) {
  const { search, catalogue, change } = props
  const hasBar = useIsWide(barFromWidth, !isPhone())
  return (
    <div className="sbar">
      {hasBar && (
        <div className="sbar-in only-desk">
          <SearchBar search={search} regions={catalogue?.regions ?? []} change={change} />
        </div>
      )}
      <PhoneSearch {...props} />
    </div>
  )
}

type SideProps = ComponentProps<typeof ListingMap> & { readonly catalogue: ComponentProps<typeof SavedSearches>['catalogue'] | null }

/** The map, and below it the saved searches of a signed-in account. */
function Side({ catalogue, ...map }: SideProps) {
  const t = useTranslations('search')
  return (
    <aside className="side" aria-label={t('map')}>
      <ListingMap {...map} />
      {catalogue !== null && <SavedSearches catalogue={catalogue} />}
    </aside>
  )
}

type BelowProps = { readonly search: SearchState; readonly onMap: () => void }

/**
 * Shows the bar of compared machines and, on a phone, the button that opens the map. It reads the compared machines after the first render, and as a separate
 * component it renders again then without the rest of the page.
 */
const Below = memo(function Below({ search, onMap }: BelowProps) {
  const t = useTranslations('search')
  const comparison = { nodes: useComparedNodes(), seconds: secondsOfSearch(search), gpus: search.gpus }
  const isComparing = comparison.nodes.length > 0
  return (
    <>
      {isComparing && <CompareBar {...comparison} />}
      <div className="mapfab row only-phone">
        <Button onClick={onMap}>
          <MapIcon className="i" aria-hidden />
          {t('map')}
        </Button>
        {isComparing && <PhoneCompare {...comparison} />}
      </div>
    </>
  )
})

type NotesProps = { readonly search: SearchState; readonly change: (patch: Partial<SearchState>) => void }

/**
 * Shows notes above the list: the offer of a cluster (several machines in one order) if the search is a sentence, the memory that the searched model or program
 * needs, and the meaning of "value".
 */
function Notes({ search, change }: NotesProps) {
  return (
    <>
      {search.words !== '' && <ClusterOffer search={search} />}
      {search.run !== '' && <RunPanel search={search} change={change} />}
      {search.sort === 'value' && <ValueNote />}
    </>
  )
}

'use client'
import { useQuery } from '@tanstack/react-query'
import { Map as MapIcon } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { QueryView } from '#web/features/api/QueryView.tsx'
import { chainQuery } from '#web/features/chain/chainQuery.ts'
import { addressOfComparison } from '#web/features/compare/comparison.ts'
import { useComparedNodes } from '#web/features/compare/useComparedNodes.ts'
import { useLiveTopic } from '#web/features/live/useLiveTopic.ts'
import { Filters } from '#web/features/search/Filters.tsx'
import { FilterSkeleton } from '#web/features/search/FilterSkeleton.tsx'
import { LaterStarts } from '#web/features/search/LaterStarts.tsx'
import { ListingListSkeleton } from '#web/features/search/ListingListSkeleton.tsx'
import { listingsQuery } from '#web/features/search/listingsQuery.ts'
import { classesQuery } from '#web/features/search/classesQuery.ts'
import { PhoneSearch } from '#web/features/search/PhoneSearch.tsx'
import { ResultsHead, type ResultsViewKind } from '#web/features/search/ResultsHead.tsx'
import { Results } from '#web/features/search/Results.tsx'
import { SearchBar } from '#web/features/search/SearchBar.tsx'
import { useSearch } from '#web/features/search/useSearch.ts'
import { useAccount } from '#web/features/session/useAccount.ts'
import { useIsWide } from '#web/features/search/useIsWide.ts'

const ListingMap = dynamic(() => import('#web/features/map/ListingMap.tsx').then((module) => module.ListingMap), {
  ssr: false,
  loading: () => <div className="mapbox" />,
})
const SavedSearches = dynamic(() => import('#web/features/saved-searches/SavedSearches.tsx').then((module) => module.SavedSearches), { ssr: false })
const FilterSheet = dynamic(() => import('#web/features/search/FilterSheet.tsx').then((module) => module.FilterSheet), { ssr: false })
const CompareBar = dynamic(() => import('#web/features/compare/CompareBar.tsx').then((module) => module.CompareBar), { ssr: false })
const MapSheet = dynamic(() => import('#web/features/search/MapSheet.tsx').then((module) => module.MapSheet), { ssr: false })

const mapFromWidth = 1_241

/** The search page: filters, list and map show one search, which lives in the address. */
export function GpusView() {
  const t = useTranslations('search')
  const { search, change } = useSearch()
  const query = useQuery(listingsQuery(browserApi, search))
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const [marked, setMarked] = useState<string | null>(null)
  const [sheet, setSheet] = useState<'none' | 'filters' | 'map'>('none')
  const [view, setView] = useState<ResultsViewKind>('map')
  const hasAside = useIsWide(mapFromWidth) && view === 'map'
  const isSignedIn = typeof useAccount() === 'string'
  const compared = useComparedNodes()
  useLiveTopic('listings')
  const comparison = { nodes: compared, hours: search.hours, gpus: search.gpus }
  const page = query.data
  const { data: chain } = useQuery(chainQuery(browserApi))
  const from = page?.startAt ?? chain?.chainNow ?? null
  const openFilters = () => setSheet('filters')
  return (
    <main className="p-gpus">
      <div className="sbar">
        <div className="sbar-in only-desk">
          <SearchBar search={search} regions={catalogue?.regions ?? []} change={change} />
        </div>
        <PhoneSearch search={search} catalogue={catalogue} change={change} onFilters={openFilters} />
      </div>
      <div className={view === 'map' ? 'cols' : 'cols listonly'}>
        <aside className="filters" aria-label={t('filters')}>
          {page === undefined ? <FilterSkeleton /> : <Filters search={search} facets={page.facets} change={change} />}
        </aside>
        <section aria-label={t('results')} aria-busy={query.isFetching}>
          <ResultsHead page={page} catalogue={catalogue} search={search} change={change} view={view} onView={setView} onFilters={openFilters} />
          {from !== null && <LaterStarts search={search} from={from} />}
          <QueryView query={query} failed={t('failed')} skeleton={<ListingListSkeleton />}>
            {(found) => <Results page={found} search={search} change={change} marked={marked} onMark={setMarked} />}
          </QueryView>
          {isSignedIn && !hasAside && <SavedSearches catalogue={catalogue} />}
        </section>
        {hasAside && (
          <aside className="side" aria-label={t('map')}>
            <ListingMap listings={page?.items ?? []} marked={marked} onMark={setMarked} />
            {isSignedIn && <SavedSearches catalogue={catalogue} />}
          </aside>
        )}
      </div>
      {compared.length > 0 && <CompareBar {...comparison} />}
      <div className="mapfab row only-phone">
        <Button tone="primary" onClick={() => setSheet('map')}>
          <MapIcon className="i" aria-hidden />
          {t('map')}
        </Button>
        {compared.length > 0 && (
          <Button asChild>
            <Link href={addressOfComparison(comparison)}>{t('compare', { count: compared.length })}</Link>
          </Button>
        )}
      </div>
      {sheet === 'filters' && <FilterSheet search={search} page={page} change={change} onClose={() => setSheet('none')} />}
      {sheet === 'map' && <MapSheet listings={page?.items ?? []} onClose={() => setSheet('none')} />}
    </main>
  )
}

'use client'
import type { ListingPageWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { memo } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { ListingCard } from '#web/features/search/ListingCard.tsx'
import { mostShown, pageSize, type SearchState } from '#web/parts/search/searchState.ts'

type ResultsProps = {
  readonly page: ListingPageWire
  readonly search: SearchState
  readonly change: (patch: Partial<SearchState>) => void
  /** True to show rows, false to show cards. */
  readonly asTable: boolean
  readonly marked: string | null
  readonly onMark: (node: string | null) => void
}

const ResultsTable = dynamic(() => import('#web/features/search/ResultsTable.tsx').then((module) => module.ResultsTable), {
  ssr: false,
  loading: () => <div className="panel restable" />,
})
const NothingFree = dynamic(() => import('#web/features/search/NothingFree.tsx').then((module) => module.NothingFree))
const CardValue = dynamic(() => import('#web/features/search/CardValue.tsx').then((module) => module.CardValue))
const BestValue = dynamic(() => import('#web/features/search/CardValue.tsx').then((module) => module.BestValue))

/** Shows the found machines as cards or rows. If there are none, shows what the user can do. Memoised, so that unchanged parts are not rendered again. */
export const Results = memo(function Results({ page, search, change, asTable, marked, onMark }: ResultsProps) {
  const t = useTranslations('search')
  if (page.items.length === 0) return <NothingFree search={search} change={change} />
  return (
    <>
      {asTable ? (
        <ResultsTable page={page} search={search} change={change} />
      ) : (
        <div className="list">
          {page.items.map((listing, place) => (
            <ListingCard
              key={listing.node}
              listing={listing}
              run={search.run}
              value={search.sort === 'value' ? (place === 0 ? BestValue : CardValue) : null}
              startAt={page.startAt}
              marked={marked === listing.node}
              onMark={onMark}
            />
          ))}
        </div>
      )}
      <p className="row between mt-4 t13 dim">
        <span>{t('shownOf', { shown: page.items.length, total: page.total })}</span>
        {page.nextCursor !== null && (
          <Button size="sm" onClick={() => change({ shown: Math.min(mostShown, search.shown + pageSize()) })}>
            {t('showMore')}
          </Button>
        )}
      </p>
    </>
  )
})

/** Shows placeholders of about the final height until the first list and all parts of its cards have loaded. */
export function ListingListSkeleton() {
  return (
    <div className="list skeltree" aria-hidden>
      {[1, 2, 3, 4, 5].map((key) => (
        <div key={key} className="card-row res min-h-[150px]">
          <div className="stack g3">
            <Skeleton width="44%" height={18} />
            <Skeleton width="30%" />
            <Skeleton width="86%" />
            <Skeleton width="52%" />
          </div>
          <div className="stack g3 max-sm:hidden">
            <Skeleton width="80%" />
            <Skeleton width="70%" />
            <Skeleton width="90%" />
          </div>
          <div className="stack g3 justify-items-end">
            <Skeleton width={96} height={20} />
            <Skeleton width={120} />
            <Skeleton width={72} height={32} />
          </div>
        </div>
      ))}
    </div>
  )
}

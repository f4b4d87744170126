'use client'
import type { ListingPageWire } from '@infinitio/domain/wire'
import { ServerOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { hoursText } from '#web/features/format/hoursText.ts'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { ListingCard } from '#web/features/search/ListingCard.tsx'
import { type SearchState, withoutFilters } from '#web/features/search/searchState.ts'

export type ResultsProps = {
  readonly page: ListingPageWire
  readonly search: SearchState
  readonly change: (patch: Partial<SearchState>) => void
  readonly marked: string | null
  readonly onMark: (node: string | null) => void
}

/** The cards a search found, or what to do when it found none. */
export function Results({ page, search, change, marked, onMark }: ResultsProps) {
  const t = useTranslations('search')
  if (page.items.length === 0) return <NothingFree search={search} change={change} />
  return (
    <>
      <div className="list">
        {page.items.map((listing) => (
          <ListingCard key={listing.node} listing={listing} startAt={page.startAt} marked={marked === listing.node} onMark={onMark} />
        ))}
      </div>
      <p className="row between mt-4 t13 dim">
        <span>{t('shownOf', { shown: page.items.length, total: page.total })}</span>
        {page.nextCursor !== null && (
          <Button size="sm" onClick={() => change({ shown: Math.min(200, search.shown + 24) })}>
            {t('showMore')}
          </Button>
        )}
      </p>
    </>
  )
}

function NothingFree({ search, change }: Pick<ResultsProps, 'search' | 'change'>) {
  const t = useTranslations('search.empty')
  return (
    <div className="panel">
      <StateBox
        kind="empty"
        icon={ServerOff}
        title={t('title')}
        actions={
          <>
            <Button tone="primary" onClick={() => change(withoutFilters(search))}>
              {t('clear')}
            </Button>
            {search.hours > 1 && <Button onClick={() => change({ hours: 1 })}>{t('oneHour')}</Button>}
          </>
        }
      >
        {t('text', { span: hoursText(search.hours) })}
      </StateBox>
    </div>
  )
}

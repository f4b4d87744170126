'use client'
import { secondsOfSearch, spanOfSeconds } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { DurationField } from '#web/parts/duration/DurationField.tsx'
import { searchBounds } from '#web/parts/search/searchBounds.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'

type LengthFilterProps = { readonly search: SearchState; readonly change: (patch: Partial<SearchState>) => void }

/** Lets the user choose any duration of a lease from 1 min to 28 days. The search bar offers only usual durations. */
export function LengthFilter({ search, change }: LengthFilterProps) {
  const t = useTranslations('search.bar')
  return (
    <section className="fgroup" aria-label={t('length')}>
      <DurationField
        label={t('length')}
        seconds={secondsOfSearch(search)}
        bounds={searchBounds}
        stepSeconds={60}
        onSeconds={(seconds) => change(spanOfSeconds(seconds))}
      />
    </section>
  )
}

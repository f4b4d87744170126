'use client'
import type { FacetsWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import type { SearchState } from '#web/parts/search/searchState.ts'

type ReadyFilterProps = { readonly search: SearchState; readonly facets: FacetsWire; readonly change: (patch: Partial<SearchState>) => void }

/**
 * Lets the user filter by the median time until a machine's leases were ready. Machines without a measured time are not counted. This component loads only if a
 * time was measured.
 */
export function ReadyFilter({ search, facets, change }: ReadyFilterProps) {
  const t = useTranslations('search.ready')
  return (
    <section className="fgroup" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {facets.readySeconds.map(({ atMost, count }) => (
        <CheckRow
          key={atMost}
          checked={search.maxReady === atMost}
          onChange={(checked) => change({ maxReady: checked ? atMost : null })}
          label={t('within', { seconds: atMost })}
          count={count}
        />
      ))}
      <p className="t12 dim">{t('text')}</p>
    </section>
  )
}

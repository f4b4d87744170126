'use client'
import type { FacetsWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import type { SearchState } from '#web/parts/search/searchState.ts'

type IsolationFilterProps = { readonly search: SearchState; readonly facets: FacetsWire; readonly change: (patch: Partial<SearchState>) => void }

/**
 * Lets the user filter by the isolation between a lease and its machine; each level shows the number of machines. It loads only if at least one machine has an
 * isolation level.
 */
export function IsolationFilter({ search, facets, change }: IsolationFilterProps) {
  const t = useTranslations('isolation')
  return (
    <section className="fgroup" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {facets.isolation.map(({ level, count }) => (
        <CheckRow
          key={level}
          checked={search.isolation.includes(level)}
          onChange={(checked) => change({ isolation: checked ? [...search.isolation, level] : search.isolation.filter((other) => other !== level) })}
          label={t(`level.${level}`)}
          count={count}
        />
      ))}
      <p className="t12 dim">{t('text')}</p>
    </section>
  )
}

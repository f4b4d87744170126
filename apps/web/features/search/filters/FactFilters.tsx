'use client'
import type { FacetsWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import type { SearchState } from '#web/parts/search/searchState.ts'

type FactFiltersProps = { readonly search: SearchState; readonly facets: FacetsWire; readonly change: (patch: Partial<SearchState>) => void }

/**
 * Lets the user filter by facts of the machines: their trust tier, the link between their GPUs, the median time until their leases were ready, and the
 * isolation of leases. Each choice shows its number of machines. A fact that is known of no machine is not shown.
 */
export function FactFilters({ search, facets, change }: FactFiltersProps) {
  const tTier = useTranslations('search.tiers')
  const tLink = useTranslations('search.link')
  const tField = useTranslations('searchField')
  const tReady = useTranslations('search.ready')
  const tIsolation = useTranslations('isolation')
  return (
    <>
      {facets.tiers.length > 0 && (
        <FactGroup title={tTier('title')} text={tTier('text')}>
          {facets.tiers.map(({ atLeast, count }) => (
            <CheckRow
              key={atLeast}
              checked={search.minTier === atLeast}
              onChange={(isOn) => change({ minTier: isOn ? atLeast : null })}
              label={tTier('orBetter', { tier: String(atLeast) })}
              count={count}
            />
          ))}
        </FactGroup>
      )}
      {facets.gpuLinks.length > 0 && (
        <FactGroup title={tLink('title')} text={tLink('text')}>
          {facets.gpuLinks.map(({ link, count }) => (
            <CheckRow
              key={link}
              checked={search.gpuLinks.includes(link)}
              onChange={(isOn) => change({ gpuLinks: toggled(search.gpuLinks, link, isOn) })}
              label={tField('gpuLinks', { link })}
              count={count}
            />
          ))}
        </FactGroup>
      )}
      {facets.readySeconds.length > 0 && (
        <FactGroup title={tReady('title')} text={tReady('text')}>
          {facets.readySeconds.map(({ atMost, count }) => (
            <CheckRow
              key={atMost}
              checked={search.maxReady === atMost}
              onChange={(isOn) => change({ maxReady: isOn ? atMost : null })}
              label={tReady('within', { seconds: atMost })}
              count={count}
            />
          ))}
        </FactGroup>
      )}
      {facets.isolation.length > 0 && (
        <FactGroup title={tIsolation('title')} text={tIsolation('text')}>
          {facets.isolation.map(({ level, count }) => (
            <CheckRow
              key={level}
              checked={search.isolation.includes(level)}
              onChange={(isOn) => change({ isolation: toggled(search.isolation, level, isOn) })}
              label={tIsolation(`level.${level}`)}
              count={count}
            />
          ))}
        </FactGroup>
      )}
    </>
  )
}

function FactGroup({ title, text, children }: { readonly title: string; readonly text: string; readonly children: ReactNode }) {
  return (
    <section className="fgroup" aria-label={title}>
      <h2>{title}</h2>
      {children}
      <p className="t12 dim">{text}</p>
    </section>
  )
}

/** Returns the chosen names with one name added or removed. */
function toggled<Name>(chosen: readonly Name[], name: Name, isOn: boolean): Name[] {
  return isOn ? [...chosen, name] : chosen.filter((other) => other !== name)
}

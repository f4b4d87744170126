'use client'
import type { FacetsWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { memo, type ReactNode, useState } from 'react'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { sizeText } from '#web/parts/format/sizeText.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

const RunFilter = dynamic(() => import('#web/features/search/filters/RunFilter.tsx').then((module) => module.RunFilter), {
  ssr: false,
  loading: () => <div className="min-h-9" />,
})

type Group = { readonly search: SearchState; readonly facets: FacetsWire; readonly change: (patch: Partial<SearchState>) => void }

const StartFilter = dynamic(() => import('#web/features/search/filters/StartFilter.tsx').then((module) => module.StartFilter), {
  ssr: false,
  loading: () => <div className="min-h-14" />,
})

const LengthFilter = dynamic(() => import('#web/features/search/filters/LengthFilter.tsx').then((module) => module.LengthFilter), {
  ssr: false,
  loading: () => <div className="min-h-28" />,
})

const PriceBars = dynamic(() => import('#web/features/search/filters/PriceBars.tsx').then((module) => module.PriceBars), {
  ssr: false,
  loading: () => <div className="min-h-24" />,
})

const FactFilters = dynamic(() => import('#web/features/search/filters/FactFilters.tsx').then((module) => module.FactFilters))

const OtherFilters = dynamic(() => import('#web/features/search/filters/OtherFilters.tsx').then((module) => module.OtherFilters), {
  ssr: false,
  loading: () => <div className="min-h-9" />,
})

const shortList = 8

/** Shows every filter with the number of machines that remain for each choice. */
export const Filters = memo(DrawnFilters, isSameGroup)

/**
 * Returns true if two searches show the same filters and counts. Ignores the sort order, the list length and the sentence, because these are not filters.
 * Compares contents, because each response has new objects.
 */
function isSameGroup(was: Group, is: Group): boolean {
  if (was.change !== is.change) return false
  const said = ({ search, facets }: Group) => JSON.stringify([{ ...search, sort: null, shown: null, words: null }, facets])
  return (was.search === is.search && was.facets === is.facets) || said(was) === said(is)
}

function DrawnFilters({ search, facets, change }: Group) {
  const t = useTranslations('search.filter')
  const regionName = useRegionName()
  return (
    <>
      <FilterGroup title={t('run')}>
        <RunFilter search={search} change={change} />
      </FilterGroup>
      <PriceFilter search={search} facets={facets} change={change} />
      <FilterGroup title={t('start')}>
        <StartFilter search={search} change={change} />
      </FilterGroup>
      <LengthFilter search={search} change={change} />
      {facets.classes.length > 0 && (
        <FilterGroup title={t('class')}>
          <ChoiceList
            choices={facets.classes.map((choice) => ({ ...choice, name: givenName(choice.name) }))}
            chosen={search.classes}
            onChange={(classes) => change({ classes })}
            more={(count) => t('moreClasses', { count })}
          />
        </FilterGroup>
      )}
      <VramFilter search={search} facets={facets} change={change} />
      <GpuFilter search={search} facets={facets} change={change} />
      {facets.regions.length > 0 && (
        <FilterGroup title={t('region')}>
          <ChoiceList
            choices={facets.regions.map((region) => ({ ...region, name: regionName(region.name) }))}
            chosen={search.regions}
            onChange={(regions) => change({ regions })}
            more={(count) => t('moreRegions', { count })}
          />
        </FilterGroup>
      )}
      <FactFilters search={search} facets={facets} change={change} />
      <OtherFilters search={search} facets={facets} change={change} />
      <FilterGroup title={t('machines')}>
        <CheckRow
          checked={search.hideSimulated}
          onChange={(hideSimulated) => change({ hideSimulated })}
          label={t('realOnly')}
          count={facets.simulated.real}
        />
        <p className="t12 dim">{t('simulatedText', { count: facets.simulated.simulated })}</p>
      </FilterGroup>
    </>
  )
}

function FilterGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="fgroup" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

type Choice = { readonly id: number; readonly name: string; readonly count: number }

function ChoiceList({
  choices,
  chosen,
  onChange,
  more,
}: {
  readonly choices: readonly Choice[]
  readonly chosen: readonly number[]
  readonly onChange: (ids: number[]) => void
  readonly more: (count: number) => string
}) {
  const [all, setAll] = useState(false)
  const hidden = all ? 0 : Math.max(0, choices.length - shortList)
  const shown = hidden > 0 ? choices.filter(({ id }, index) => index < shortList || chosen.includes(id)) : choices
  return (
    <>
      {shown.map(({ id, name, count }) => (
        <CheckRow
          key={id}
          checked={chosen.includes(id)}
          onChange={(checked) => onChange(checked ? [...chosen, id] : chosen.filter((other) => other !== id))}
          label={name}
          count={count}
        />
      ))}
      {hidden > 0 && (
        <button type="button" className="link t13" onClick={() => setAll(true)}>
          {more(hidden)}
        </button>
      )}
    </>
  )
}

function PriceFilter({ search, facets, change }: Group) {
  const t = useTranslations('search.filter')
  const tUnits = useTranslations('units')
  const range = facets.pricePerGpuSecond
  const perHour = (units: string) => amountText(BigInt(units) * 3_600n)
  return (
    <FilterGroup title={t('price')}>
      {facets.prices.length > 1 && <PriceBars steps={facets.prices} minPrice={search.minPrice} maxPrice={search.maxPrice} change={change} />}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change({ maxPrice: String(new FormData(event.currentTarget).get('max') ?? '').trim() })
        }}
      >
        <TextInput
          key={search.maxPrice}
          name="max"
          inputMode="decimal"
          defaultValue={search.maxPrice}
          placeholder={t('any')}
          aria-label={t('maxPrice')}
          suffix={tUnits('ptPerHour')}
        />
      </form>
      {range !== null && <p className="t12 dim">{t('priceRange', { min: perHour(range.min), max: perHour(range.max) })}</p>}
    </FilterGroup>
  )
}

function VramFilter({ search, facets, change }: Group) {
  const t = useTranslations('search.filter')
  const steps = facets.vramGib.filter(({ atLeast }) => atLeast > 0)
  if (steps.length === 0) return null
  return (
    <FilterGroup title={t('vram')}>
      {steps.map(({ atLeast, count }) => (
        <CheckRow
          key={atLeast}
          checked={search.minVramGib === atLeast}
          onChange={(checked) => change({ minVramGib: checked ? atLeast : null })}
          label={t('orMore', { size: sizeText(atLeast) })}
          count={count}
        />
      ))}
    </FilterGroup>
  )
}

function GpuFilter({ search, facets, change }: Group) {
  const t = useTranslations('search.filter')
  const steps = facets.gpus.filter(({ atLeast }) => atLeast > 1)
  if (steps.length === 0) return null
  return (
    <FilterGroup title={t('gpus')}>
      <Segmented
        label={t('gpus')}
        full
        value={search.gpus === null ? 'any' : search.gpus.toString()}
        options={[
          { value: 'any', label: t('any') },
          ...steps.map(({ atLeast, count }) => ({ value: atLeast.toString(), label: `${atLeast}+`, name: t('gpusCount', { atLeast, count }) })),
        ]}
        onChange={(value) => change({ gpus: value === 'any' ? null : Number(value) })}
      />
    </FilterGroup>
  )
}

'use client'
import { countryCodes, readFilters, type SearchField, type SearchFieldName, searchFieldRows, type SearchFilters } from '@infinitio/domain'
import type { FacetsWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import type { SearchState } from '#web/parts/search/searchState.ts'
import { useCountryName } from '#web/parts/format/useCountryName.ts'

/** The search fields that other parts of the page show. This component shows all other fields. */
const shownElsewhere = [
  ...(['q', 'classes', 'regions', 'minVramGib', 'gpus', 'hours', 'minutes', 'startHour', 'minPrice', 'maxPrice', 'maxReady', 'isolation'] as const),
  ...(['gpuLinks', 'minTier', 'hideSimulated', 'run'] as const),
] satisfies readonly SearchFieldName[]
type OtherField = Exclude<SearchFieldName, (typeof shownElsewhere)[number]>

const isOther = (name: SearchFieldName): name is OtherField => !shownElsewhere.some((known) => known === name)
const suffixes = { gib: 'GB', mbps: 'Mb/s', unixHour: undefined } as const

/** Returns the unit that the field of a filter shows after its number. */
function suffixOf(name: OtherField, field: SearchField): string | undefined {
  if (field.kind !== 'whole') return 'PT'
  return name === 'maxGridGrams' ? 'g/kWh' : suffixes[field.unit ?? 'unixHour']
}

type OtherFiltersProps = { readonly search: SearchState; readonly facets: FacetsWire; readonly change: (patch: Partial<SearchState>) => void }

/** Shows rarely used filters behind one button. They are shown from the start if one of them is set. */
export function OtherFilters({ search, facets, change }: OtherFiltersProps) {
  const t = useTranslations('searchField')
  const none = readFilters(() => null)
  const rows = searchFieldRows.flatMap(([name, field]) => (isOther(name) ? [{ name, field }] : []))
  const [isOpen, setIsOpen] = useState(rows.some(({ name }) => String(search[name] ?? '') !== String(none[name] ?? '')))
  return (
    <details className="fgroup" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <h2 className="inline">{t('others')}</h2>
      </summary>
      <div className="stack g3 mt-2">
        {rows.map(({ name, field }) =>
          field.kind === 'flag' ? (
            <CheckRow key={name} checked={search[name] === true} onChange={(isOn) => change({ [name]: isOn })} label={t(`title.${name}`)} />
          ) : (
            <Field key={name} label={t(`title.${name}`)}>
              {(names) => <OtherControl names={names} name={name} field={field} search={search} facets={facets} change={change} />}
            </Field>
          ),
        )}
      </div>
    </details>
  )
}

type OtherControlProps = OtherFiltersProps & { readonly names: object; readonly name: OtherField; readonly field: SearchField }

/**
 * One filter. A filter with a list of values is a select that adds a value; a chip above the results removes it. A filter with a text changes the search when
 * the user leaves the field or presses Enter.
 */
function OtherControl({ names, name, field, search, facets, change }: OtherControlProps) {
  const t = useTranslations('searchField')
  const countryName = useCountryName()
  const said = search[name]
  if (typeof said === 'object' && said !== null) {
    const items: readonly (number | string)[] = said
    const choices =
      field.kind === 'ids'
        ? facets[field.of].map(({ id, name: label }) => ({ id, label }))
        : countryCodes.map((id) => ({ id, label: countryName(id) }))
    const add = (text: string) => change(patchOf(field, [...items, text].join(',')))
    return (
      <SelectInput {...names} value="" onChange={(event) => add(event.target.value)}>
        <option value="">{items.length === 0 ? t('none') : t('chosen', { count: items.length })}</option>
        {choices
          .filter(({ id }) => !items.includes(id))
          .map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
      </SelectInput>
    )
  }
  const text = String(said ?? '')
  const take = (typed: string) => typed.trim() !== text && change(patchOf(field, typed.trim()))
  return (
    <TextInput
      {...names}
      key={text}
      inputMode={field.kind === 'price' ? 'decimal' : 'numeric'}
      defaultValue={text}
      placeholder={t('none')}
      suffix={suffixOf(name, field)}
      onBlur={(event) => take(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget.value)}
    />
  )

  function patchOf(own: SearchField, typed: string): Partial<SearchFilters> {
    return { [name]: readFilters(({ key }) => (key === own.key ? typed : null))[name] }
  }
}

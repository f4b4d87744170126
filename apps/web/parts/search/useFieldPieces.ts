import {
  parseRun,
  readFilters,
  runNameOf,
  searchFieldRows,
  type SearchField,
  type SearchFieldName,
  type SearchFilters,
  type Isolation,
  type GpuLink,
} from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { sizeText, speedText } from '#web/parts/format/sizeText.ts'
import { useCountryName } from '#web/parts/format/useCountryName.ts'
import { useCityName } from '#web/parts/machine/useCityName.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

/** One condition of a search: its text, and the change of the filters that removes this condition. */
export type FieldPiece = { readonly name: SearchFieldName; readonly key: string; readonly text: string; readonly without: Partial<SearchFilters> }

/** Functions that return the name of a class or region by its id on the chain. */
export type CatalogueNames = { readonly classes: (id: number) => string; readonly regions: (id: number) => string }

/** The fields whose message contains one value of any kind. Class, region and isolation show only their names, and the message of a link has one for each. */
type WithMessage = Exclude<SearchFieldName, 'classes' | 'regions' | 'isolation' | 'gpuLinks' | 'run' | 'hours' | 'minutes'>

/**
 * Returns a function that lists the conditions of a search in the order of its fields. If a field is a list, each chosen name is a condition. Each other field
 * that is set is one condition. The duration is not a condition.
 */
export function useFieldPieces(): (search: SearchFilters, names: CatalogueNames) => FieldPiece[] {
  const t = useTranslations('searchField')
  const tIsolation = useTranslations('isolation')
  const countryName = useCountryName()
  const regionName = useRegionName()
  const cityName = useCityName()

  function textOf(name: WithMessage, field: SearchField, value: unknown): string {
    if (field.kind !== 'whole') return t(name, { value: String(value) })
    switch (field.unit) {
      case 'gib':
        return t(name, { value: sizeText(Number(value)) })
      case 'mbps':
        return t(name, { value: speedText(Number(value)) })
      case 'unixHour':
        return t(name, { value: dayMinuteText(Number(value) * 3_600) })
      case undefined:
        return t(name, { value: Number(value) })
    }
  }

  return (search, names) => {
    const none = readFilters(() => null)
    return searchFieldRows.flatMap(([name, field]): FieldPiece[] => {
      const listed = <Item extends number | string>(items: readonly Item[], nameOf: (item: Item) => string) =>
        items.map((item) => ({ name, key: `${name}${item}`, text: nameOf(item), without: { [name]: items.filter((other) => other !== item) } }))
      if (name === 'classes') return listed(search[name], names.classes)
      if (name === 'regions') return listed(search[name], (id) => regionName(names.regions(id)))
      if (name === 'notClasses') return listed(search[name], (id) => t(name, { value: names.classes(id) }))
      if (name === 'notRegions') return listed(search[name], (id) => t(name, { value: regionName(names.regions(id)) }))
      if (name === 'countries' || name === 'notCountries') return listed(search[name], (code: string) => t(name, { value: countryName(code) }))
      if (name === 'cities' || name === 'notCities') return listed(search[name], (city) => t(name, { value: cityName(city) }))
      if (name === 'isolation') return listed(search[name], (level: Isolation) => tIsolation(`level.${level}`))
      if (name === 'gpuLinks') return listed(search[name], (link: GpuLink) => t(name, { link }))
      const value = search[name]
      if (name === 'hours' || name === 'minutes' || value === none[name]) return []
      return [{ name, key: name, text: name === 'run' ? runText(search.run) : textOf(name, field, value), without: { [name]: none[name] } }]
    })
  }
}

/** Returns the name of a model or program, as people write it. Returns the text itself if it is neither. */
function runText(text: string): string {
  const run = parseRun(text)
  return run === null ? text : runNameOf(run)
}

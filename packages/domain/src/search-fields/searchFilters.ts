import { parsePt } from '../format/formatPt.ts'
import { mostCityCharacters, type SearchField, type SearchFieldName, type SearchFields, searchFields, type SearchQueryName } from './searchFields.ts'

type ValueOf<Field extends SearchField> = Field extends { kind: 'ids' }
  ? readonly number[]
  : Field extends { kind: 'countries' | 'cities' }
    ? readonly string[]
    : Field extends { kind: 'names'; names: readonly (infer Name)[] }
      ? readonly Name[]
      : Field extends { kind: 'whole'; usual: number }
        ? number
        : Field extends { kind: 'whole' }
          ? number | null
          : Field extends { kind: 'flag' }
            ? boolean
            : string

/** The values that a page uses for its search, one for each field. A field with an empty list, an empty text, false or null does not filter. */
export type SearchFilters = { readonly [Name in SearchFieldName]: ValueOf<SearchFields[Name]> }

/** A search in the form of the API: texts and whole numbers by the API's field names. */
export type FilterQuery = { readonly [Name in SearchQueryName]?: FilterValue<Name> }
type FilterValue<Name extends SearchQueryName> = ValueInQuery<FieldOf<Name>>
type FieldOf<Name extends SearchQueryName> = Extract<SearchFields[SearchFieldName], { query: Name }>
type ValueInQuery<Field> = Field extends { kind: 'whole' } ? number : Field extends { kind: 'flag' } ? FlagText<Field> : string
/** The values that a flag may have in the API. */
export type FlagText<Field> = Field extends { on: 'only' } ? 'true' : 'true' | 'false'

/** All search fields with their names, in the sequence in which a URL has them. */
export const searchFieldRows = /* @__PURE__ */ Object.entries(searchFields) as unknown as readonly (readonly [SearchFieldName, SearchField])[]

/**
 * Parses all fields of a search from their texts. `textOf` returns the text of a field in a URL, or null. Invalid texts, and invalid parts of a list, count as
 * missing.
 */
export function readFilters(textOf: (field: SearchField) => string | null): SearchFilters {
  return Object.fromEntries(searchFieldRows.map(([name, field]) => [name, valueIn(field, textOf(field) ?? '')])) as SearchFilters
}

function valueIn(field: SearchField, text: string): unknown {
  switch (field.kind) {
    case 'text':
      return text.slice(0, field.most)
    case 'ids':
      return text
        .split(',')
        .map((part) => wholeOf(part, 0, 255))
        .filter((id) => id !== null)
    case 'names': {
      const names = text.split(',')
      return field.names.filter((name) => names.includes(name))
    }
    case 'countries':
      return [...new Set(text.toUpperCase().match(/\b[A-Z]{2}\b/g))]
    case 'cities':
      return cityNamesIn(text)
    case 'whole':
      return wholeOf(text, 1, field.most) ?? field.usual ?? null
    case 'price':
      return parsePt(text) === null ? '' : text
    case 'flag':
      return text === field.on
    case 'run':
      return /^[a-z0-9._-]{1,60}$/.test(text) ? text : ''
  }
}

/** Returns the names in a list of cities (separated by commas), each once. Leaves out empty names and names that are too long. */
export function cityNamesIn(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== '' && name.length <= mostCityCharacters))]
}

/** Parses a whole number within bounds. Returns null for any other text. */
export function wholeOf(text: string, least: number, most: number): number | null {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1
  return value >= least && value <= most ? value : null
}

/** Returns the text of each field for a URL, by its key. Empty fields and default values are left out. */
export function addressOfFilters(filters: SearchFilters): [key: string, text: string][] {
  return searchFieldRows.flatMap(([name, field]): [string, string][] => {
    const value = filters[name]
    const text = 'usual' in field && value === field.usual ? '' : textOf(field, value)
    return text === '' ? [] : [[field.key, text]]
  })
}

/** Converts the filters of a page's search to the query of the API. Leaves out empty filters, which have no effect. */
export function queryOfFilters(filters: SearchFilters): FilterQuery {
  return Object.fromEntries(
    searchFieldRows.flatMap(([name, field]) => {
      const text = textOf(field, filters[name])
      if (text === '') return []
      return [[field.query, apiValue(field, text)]]
    }),
  )
}

function apiValue(field: SearchField, text: string): string | number {
  if (field.kind === 'whole') return Number(text)
  return field.kind === 'price' ? String(parsePt(text)) : field.kind === 'flag' ? flagValue(field) : text
}

/** Returns the value that the API expects for a filter of the kind `flag` that is switched on. */
export function flagValue({ on }: SearchField & { kind: 'flag' }): 'true' | 'false' {
  return on === 'only' ? 'true' : 'false'
}

function textOf(field: SearchField, value: SearchFilters[SearchFieldName]): string {
  return value === true && field.kind === 'flag' ? field.on : String(value || '')
}

/** Returns the same search without its filters. The start and length of the lease remain. */
export function openFilters<Search extends SearchFilters>(search: Search): Search {
  const none = readFilters(() => null)
  return { ...search, ...Object.fromEntries(searchFieldRows.flatMap(([name, field]) => (field.isSpan ? [] : [[name, none[name]]]))) }
}

/**
 * Counts the filters of a search for display. Each chosen name of a list counts as one, and so does each other field with a value. Start and length of the
 * lease do not count.
 */
export function countFilters(filters: SearchFilters): number {
  return searchFieldRows.reduce((sum, [name, field]) => {
    const value = filters[name]
    return sum + (field.isSpan ? 0 : Array.isArray(value) ? value.length : Number(textOf(field, value) !== ''))
  }, 0)
}

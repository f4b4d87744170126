import { formatPt } from '../format/formatPt.ts'
import type { SearchField, SearchQueryName } from './searchFields.ts'
import { flagValue, readFilters, searchFieldRows, type SearchFilters } from './searchFilters.ts'

/** A saved search: the value of each field as text. */
type SavedQuery = { readonly [Name in SearchQueryName]?: string }
/** A query of the API for listings. Its values may be texts that are not parsed yet, or parsed values. */
type AnyQuery = { readonly [Name in SearchQueryName]?: unknown }

/** Converts a query of the API into the filters that a page shows. */
export function filtersOfQuery(query: AnyQuery): SearchFilters {
  return readFilters((field) => {
    const value = query[field.query as SearchQueryName]
    const text = String(value)
    if (value === undefined) return field.kind === 'whole' && field.unsaid !== undefined ? String(field.unsaid) : null
    if (field.kind === 'flag') return text === flagValue(field) ? field.on : null
    return field.kind === 'price' ? withoutZeros(formatPt(BigInt(text), { digits: 18 })) : text
  })
}

function withoutZeros(text: string): string {
  return text.replaceAll(',', '').replace(/\.?0+$/, '')
}

/** Returns the canonical form of a query, so that equal searches have equal texts. Lists have a fixed order and no duplicates. Unknown fields are left out. */
export function canonicalQuery(query: AnyQuery): SavedQuery {
  return Object.fromEntries(
    searchFieldRows.flatMap(([, field]) => {
      const value = query[field.query as SearchQueryName]
      return value === undefined ? [] : [[field.query, canonicalText(field, String(value))]]
    }),
  )
}

function canonicalText(field: SearchField, text: string): string {
  const parts = text.split(',')
  switch (field.kind) {
    case 'ids':
      return [...new Set(parts.map(Number))].sort((one, other) => one - other).join(',')
    case 'names':
      return field.names.filter((name) => parts.includes(name)).join(',')
    case 'countries':
    case 'cities':
      return [...new Set(parts)].sort().join(',')
    case 'text':
    case 'whole':
    case 'price':
    case 'flag':
    case 'run':
      return text
  }
}

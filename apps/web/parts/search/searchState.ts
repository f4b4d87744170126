import { addressOfFilters, openFilters, queryOfFilters, readFilters, type SearchFilters } from '@infinitio/domain'
import type { ListingQueryWire } from '@infinitio/domain/wire'

/** The orders a list of nodes can be shown in. */
const sorts = ['fit', 'price', 'total', 'value', 'vram', 'newest', 'ready'] as const
/** One order of a list of machines. */
export type Sort = (typeof sorts)[number]

/**
 * Everything a search says: its fields (`searchFields`), its order, how many nodes are shown, and the sentence that the fields were read from. It lives in
 * the address, so a link shows the same list. The sentence itself narrows nothing.
 */
export type SearchState = SearchFilters & { readonly sort: Sort; readonly shown: number; readonly words: string }

/** The order of a search that names none: the best for what is to run there, else the lowest price. */
function usualSort(run: string): Sort {
  return run === '' ? 'price' : 'fit'
}

/** Returns the orders that a list can be shown in: by fit only where something is to run. */
export function sortsFor({ run }: SearchState): readonly Sort[] {
  return run === '' ? sorts.slice(1) : sorts
}

/** Returns a changed search, sorted anew where something to run was chosen or taken off and no order with it. */
export function changedSearch(before: SearchState, patch: Partial<SearchState>): SearchState {
  const run = patch.run ?? before.run
  const sort = usualSort(run) === usualSort(before.run) ? before.sort : usualSort(run)
  return { ...before, shown: pageSize, sort, ...patch }
}

const pageSize = 24
const mostShown = 200
/** The most characters of a sentence. */
export const longestWords = 1_000

/** Reads a search from the address. What makes no sense there counts as not said. */
export function searchFromParams(params: URLSearchParams): SearchState {
  const shown = Number(/^\d{1,9}$/.exec(params.get('shown') ?? '')?.[0] ?? 0)
  const filters = readFilters(({ key }) => params.get(key))
  return {
    ...filters,
    sort: sorts.find((known) => known === params.get('sort')) ?? usualSort(filters.run),
    shown: shown >= 1 && shown <= mostShown ? shown : pageSize,
    words: (params.get('words') ?? '').slice(0, longestWords),
  }
}

/** The address of a search, without what is at its default. */
export function paramsOfSearch(state: SearchState): string {
  const params = new URLSearchParams(addressOfFilters(state))
  if (state.sort !== usualSort(state.run)) params.set('sort', state.sort)
  if (state.shown !== pageSize) params.set('shown', String(state.shown))
  if (state.words !== '') params.set('words', state.words)
  return params.toString().replaceAll('%2C', ',')
}

/** The search as the API takes it. */
export function queryOfSearch(state: SearchState): ListingQueryWire {
  return { ...queryOfFilters(state), sort: state.sort, limit: state.shown }
}

/** The same search with everything open but start, span and order, from its top and without its sentence. */
export function withoutFilters(state: SearchState): SearchState {
  return { ...openFilters(state), shown: pageSize, words: '' }
}

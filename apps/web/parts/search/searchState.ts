import { addressOfFilters, type ListingSort, listingSorts, openFilters, queryOfFilters, readFilters, type SearchFilters } from '@infinitio/domain'
import type { ListingQueryWire } from '@infinitio/domain/wire'
import { isPhone } from '#web/i18n/reading.ts'

/**
 * A whole search: the values of its fields (`searchFields`), its sort order, the number of shown machines, and the sentence from which the fields were read.
 * The URL of the page contains all of it, so a link shows the same list. The sentence itself filters nothing.
 */
export type SearchState = SearchFilters & { readonly sort: ListingSort; readonly shown: number; readonly words: string }

/** Returns the default sort order: the best fit if the search names a program, else the lowest price. */
function usualSort(run: string): ListingSort {
  return run === '' ? 'price' : 'fit'
}

/** Returns the sort orders that a list offers. Sorting by fit needs a program in the search. */
export function sortsFor({ run }: SearchState): readonly ListingSort[] {
  return run === '' ? listingSorts.filter((sort) => sort !== 'fit') : listingSorts
}

/** Returns a changed search. If the patch adds or removes the program and names no sort order, the search gets the default sort order. */
export function changedSearch(before: SearchState, patch: Partial<SearchState>): SearchState {
  const run = patch.run ?? before.run
  const sort = usualSort(run) === usualSort(before.run) ? before.sort : usualSort(run)
  return { ...before, shown: pageSize(), sort, ...patch }
}

/**
 * Returns the number of machines that a list shows first: half as many on a phone, where one card fills half of the screen and each card delays the page's
 * scripts.
 */
export function pageSize(): number {
  return isPhone() ? 12 : 24
}

/** The most machines that a list shows. */
export const mostShown = 200
/** The most characters of a search sentence. */
export const longestWords = 1_000

/** Reads a search from the URL. Ignores values that are not valid. */
export function searchFromParams(params: URLSearchParams): SearchState {
  const shown = Number(/^\d{1,9}$/.exec(params.get('shown') ?? '')?.[0] ?? 0)
  const filters = readFilters(({ key }) => params.get(key))
  return {
    ...filters,
    sort: listingSorts.find((known) => known === params.get('sort')) ?? usualSort(filters.run),
    shown: shown >= 1 && shown <= mostShown ? shown : pageSize(),
    words: (params.get('words') ?? '').slice(0, longestWords),
  }
}

/** Returns the URL parameters of a search, without defaults. */
export function paramsOfSearch(state: SearchState): string {
  const params = new URLSearchParams(addressOfFilters(state))
  if (state.sort !== usualSort(state.run)) params.set('sort', state.sort)
  if (state.shown !== pageSize()) params.set('shown', String(state.shown))
  if (state.words !== '') params.set('words', state.words)
  return params.toString().replaceAll('%2C', ',')
}

/** Returns the query of a search for the API. */
export function queryOfSearch(state: SearchState): ListingQueryWire {
  return { ...queryOfFilters(state), sort: state.sort, limit: state.shown }
}

/** Returns the same search without filters and without its sentence, with only the first machines shown. Start, duration and sort order stay. */
export function withoutFilters(state: SearchState): SearchState {
  return { ...openFilters(state), shown: pageSize(), words: '' }
}

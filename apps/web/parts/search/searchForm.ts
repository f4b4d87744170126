import { longestWords, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/**
 * The hidden field of a search form: the address of the search that the form changes. An address that has it was sent by the browser itself, before the page's
 * script was there, and its sentence is not read yet.
 */
export const formerField = 'former'

/** Returns the search that the fields beside the words say, read by the same rules as an address. Its region takes the place of countries. */
export function patchOfForm(form: FormData): Partial<SearchState> {
  const read = searchFromParams(
    new URLSearchParams([...form.entries()].filter(([name]) => name !== 'region').map(([name, value]) => [name, String(value).trim()])),
  )
  const region = form.get('region')
  const { gpus, hours, maxPrice } = read
  if (region === 'several') return { gpus, hours, maxPrice }
  return { gpus, hours, maxPrice, countries: [], regions: region === null || region === '' ? [] : [Number(region)] }
}

/** Returns the words that the box of a search begins with: its sentence, or the words that machines must contain. */
export function wordsOfSearch({ words, q }: SearchState): string {
  return words === '' ? q : words
}

/** Returns the words that a form has, as many as its box takes. */
export function wordsOfForm(form: FormData): string {
  return String(form.get('q') ?? '')
    .trim()
    .slice(0, longestWords)
}

/** Returns the fields of a form that say something else than the search. */
export function changedIn(search: SearchState, patch: Partial<SearchState>): Partial<SearchState> {
  return Object.fromEntries(Object.entries(patch).filter(([name, value]) => String(value) !== String(search[name as keyof SearchState])))
}

import { longestWords, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/**
 * The name of a hidden field in a search form. Its value is the URL of the search that the form changes. A page URL that contains this field means that
 * the browser submitted the form before the page's script had loaded, so the sentence must still be parsed.
 */
export const formerField = 'former'

/**
 * Returns the part of a search that the fields beside the search box set. Parses them by the same rules as the
 * parameters of a URL. The chosen region replaces all regions and countries of the search. The value `several` leaves them unchanged.
 */
export function patchOfForm(form: FormData): Partial<SearchState> {
  const read = searchFromParams(
    new URLSearchParams([...form.entries()].filter(([name]) => name !== 'region').map(([name, value]) => [name, String(value).trim()])),
  )
  const region = form.get('region')
  const { gpus, hours, maxPrice } = read
  // If the search has a duration in minutes, the field "hours" cannot show it and has an empty value. In that case, leave the duration unchanged.
  const span = form.get('hours') === '' ? {} : { hours, minutes: null }
  if (region === 'several') return { gpus, ...span, maxPrice }
  return { gpus, ...span, maxPrice, countries: [], regions: region === null || region === '' ? [] : [Number(region)] }
}

/** Returns the first text of the search box: the sentence that the user typed (`words`), or else the text filter (`q`). */
export function wordsOfSearch({ words, q }: SearchState): string {
  return words === '' ? q : words
}

/** Returns the text of the form's search box, cut to the longest allowed text. */
export function wordsOfForm(form: FormData): string {
  return String(form.get('q') ?? '')
    .trim()
    .slice(0, longestWords)
}

/** Returns the fields of a form that differ from the search. */
export function changedIn(search: SearchState, patch: Partial<SearchState>): Partial<SearchState> {
  return Object.fromEntries(Object.entries(patch).filter(([name, value]) => String(value) !== String(search[name as keyof SearchState])))
}

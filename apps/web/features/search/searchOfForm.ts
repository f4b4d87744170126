import type { Transport } from '@infinitio/sdk'
import { QueryClient } from '@tanstack/react-query'
import { changedIn, formerField, patchOfForm, wordsOfForm, wordsOfSearch } from '#web/parts/search/searchForm.ts'
import { type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'
import { searchOfWords, wordsContext } from '#web/parts/search/readWords.ts'

/** Returns the search of a form that the browser submitted before the page's script had loaded. It reads the sentence as that script would. */
export async function searchOfForm(params: URLSearchParams, api: Transport): Promise<SearchState> {
  const form = new FormData()
  for (const [name, value] of params) form.set(name, value)
  const former = searchFromParams(new URLSearchParams(params.get(formerField) ?? ''))
  const [words, byHand] = [wordsOfForm(form), changedIn(former, patchOfForm(form))]
  if (words === wordsOfSearch(former)) return { ...former, ...byHand }
  return searchOfWords(words, former, byHand, await wordsContext(new QueryClient(), api))
}

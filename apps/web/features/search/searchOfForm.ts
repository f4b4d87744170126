import type { Transport } from '@infinitio/sdk'
import { QueryClient } from '@tanstack/react-query'
import { changedIn, formerField, patchOfForm, wordsOfForm, wordsOfSearch } from '#web/parts/search/searchForm.ts'
import { longestWords, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'
import { searchOfWords, wordsContext } from '#web/parts/search/readWords.ts'

/** Returns the search of a form that the browser submitted before the page's script had loaded. It parses the sentence as the script would have done. */
export async function searchOfForm(params: URLSearchParams, api: Transport): Promise<SearchState> {
  const form = new FormData()
  for (const [name, value] of params) form.set(name, value)
  const former = searchFromParams(new URLSearchParams(params.get(formerField) ?? ''))
  const [words, byHand] = [wordsOfForm(form), changedIn(former, patchOfForm(form))]
  if (words === wordsOfSearch(former)) return { ...former, ...byHand }
  return searchOfWords(words, former, byHand, await wordsContext(new QueryClient(), api))
}

/** The parameter of a URL that contains a sentence which is not parsed yet, as in `/gpus?q=2 H100 for 3 hours`. Links from other sites may contain it. */
export const sentenceField = 'q'

/**
 * Returns the search that the URL of a page with a typed sentence asks for. The sentence is parsed as in the search box. Other parameters of the URL apply to
 * fields that the sentence does not set.
 */
export async function searchOfSentence(params: URLSearchParams, api: Transport): Promise<SearchState> {
  const words = (params.get(sentenceField) ?? '').trim().slice(0, longestWords)
  return searchOfWords(words, searchFromParams(params), {}, await wordsContext(new QueryClient(), api))
}

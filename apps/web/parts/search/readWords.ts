import { filtersOfQuery, searchFieldRows } from '@infinitio/domain'
import type { CatalogueWire } from '@infinitio/domain/wire'
import type { Transport } from '@infinitio/sdk'
import { type ParsedSearch, parseSearch } from '@infinitio/parse'
import type { QueryClient } from '@tanstack/react-query'
import { pageRates } from '#web/i18n/pageRates.ts'
import { reading } from '#web/i18n/reading.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { zonedDate } from '#web/parts/format/zonedDate.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/** The market data that a sentence needs: the block clock in Unix seconds, and the classes and regions. */
export type WordsContext = { readonly now: number; readonly catalogue: CatalogueWire }

/** A parsed sentence and the search fields that it sets. */
export type WordsRead = ParsedSearch & { readonly patch: Partial<SearchState> }

/**
 * Parses a search sentence in the reader's language, time zone and currencies. If the sentence names something to run, such as an AI model, and specifies no
 * sort order, the machines are sorted by how well they suit it.
 */
export function readWords(words: string, { now, catalogue }: WordsContext): WordsRead {
  const offsetMinutes = Math.round((zonedDate(now).getTime() / 1_000 - now) / 60)
  const read = parseSearch(words, { now, offsetMinutes, language: reading().language, catalogue, rates: pageRates() })
  const filters = filtersOfQuery(read.query)
  const fields = searchFieldRows.flatMap(([name, { query }]) =>
    read.query[query as keyof typeof read.query] === undefined ? [] : [[name, filters[name]]],
  )
  // A duration in hours must delete a duration in minutes that the user chose before.
  const span = read.query.hours === undefined ? {} : { minutes: null }
  const sort = read.query.sort ?? (read.query.run === undefined ? null : 'fit')
  return { ...read, patch: { ...Object.fromEntries(fields), ...span, ...(sort === null ? {} : { sort }) } }
}

/**
 * Returns the search for a new sentence. It clears the fields that the previous sentence set, but not those that the user set by hand. `byHand` contains the
 * fields that the user changed together with the sentence. They count more than the old search, but less than the new sentence.
 */
export function searchOfWords(words: string, search: SearchState, byHand: Partial<SearchState>, context: WordsContext): SearchState {
  const open = searchFromParams(new URLSearchParams())
  const former = Object.keys(readWords(search.words, context).patch) as (keyof SearchState)[]
  const reset = Object.fromEntries(former.map((name) => [name, open[name]]))
  return { ...search, q: '', ...reset, ...byHand, ...readWords(words, context).patch, words, shown: open.shown }
}

/** Returns the market data that sentences need, from the page's cache if it is loaded. */
export async function wordsContext(client: QueryClient, api: Transport = browserApi): Promise<WordsContext> {
  const [catalogue, { chainNow }] = await Promise.all([client.ensureQueryData(classesQuery(api)), client.ensureQueryData(chainQuery(api))])
  return { now: chainNow, catalogue }
}

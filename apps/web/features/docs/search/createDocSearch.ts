import MiniSearch from 'minisearch'
import type { DocEntry } from '#web/features/docs/search/docEntry.ts'
import { docTerms } from '#web/features/docs/search/docTerms.ts'

/** Holds a found entry with its matching terms. */
export type DocResult = DocEntry & { readonly terms: readonly string[] }
export type DocSearch = (words: string, most: number) => DocResult[]

/** A guide explains, so it ranks before a list entry with the same words. */
const weights: Readonly<Record<DocEntry['kind'], number>> = { guide: 1.6, command: 1, error: 0.8, endpoint: 0.5 }

/** Indexes entries. Returns a function that finds the best entries for words, first those with all words. */
export async function createDocSearch(entries: readonly DocEntry[]): Promise<DocSearch> {
  const index = new MiniSearch<DocEntry & { readonly id: number }>({
    fields: ['title', 'page', 'text'],
    tokenize: docTerms,
    // The terms are ready.
    processTerm: (term) => term,
    searchOptions: {
      boost: { title: 4, page: 1.5 },
      prefix: (term) => term.length >= 3,
      fuzzy: (term) => (term.length >= 5 && !/\p{Script=Han}/u.test(term) ? 0.2 : false),
      boostDocument: (id) => weights[entries[Number(id)]?.kind ?? 'endpoint'],
    },
  })
  // In chunks, so that the page reacts to keys.
  await index.addAllAsync(
    entries.map((entry, id) => ({ ...entry, id })),
    { chunkSize: 50 },
  )
  return (words, most) => {
    const found = [...index.search(words, { combineWith: 'AND' }), ...index.search(words)]
    const ids = new Set<number>(found.map(({ id }) => id))
    return [...ids].slice(0, most).flatMap((id) => {
      const entry = entries[id]
      return entry === undefined ? [] : [{ ...entry, terms: found.find((one) => one.id === id)?.terms ?? [] }]
    })
  }
}

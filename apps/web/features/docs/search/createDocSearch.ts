import MiniSearch from 'minisearch'
import type { DocEntry } from '#web/features/docs/search/docEntry.ts'

/** One search result, with the search terms that it contains. */
export type DocResult = DocEntry & { readonly terms: readonly string[] }
export type DocSearch = (words: string, most: number) => DocResult[]

/**
 * The factor by which the search multiplies the rank of an entry, by the kind of entry. A guide explains things, so it ranks above a list entry with the same
 * words.
 */
const weights: Readonly<Record<DocEntry['kind'], number>> = { guide: 1.6, command: 1, error: 0.8, endpoint: 0.5 }

/** Builds the search index of these entries. Returns a function that finds the best entries for some words; entries with all the words come first. */
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
  // Adds the entries in chunks, so that the page still reacts to keys while it builds the index.
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

/** Words that nearly every text has. The search ignores them, because they distinguish nothing. */
const common = new Set(
  'a an and are as at be by can do does for from get happen happened happens have how i if in is it me my of on or so the this to was what when where which why will with you your'.split(
    ' ',
  ),
)

/** Maps words that other markets and tools use to the words with the same meaning in these docs. */
// Use a Map and not an object: an object also has inherited keys, such as “constructor”.
const ours: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ...{ instance: ['lease'], pod: ['lease'], deployment: ['lease'], rental: ['lease'], vm: ['machine'], host: ['machine'] },
    ...{ vscode: ['vs', 'code'], notebook: ['jupyter'], terminate: ['end'], payout: ['earn'], login: ['sign'] },
  }),
)

/**
 * Returns the search terms of a text: words without their common endings, and pairs of neighbouring Chinese characters, because Chinese has no spaces between
 * words. Leaves out very common words, and replaces words of other markets and tools by the words of these docs. The index and the search must use the same
 * terms. Pure.
 */
export function docTerms(text: string): string[] {
  return (text.toLowerCase().match(/\p{Script=Han}+|[\p{Script=Latin}\p{N}]+/gu) ?? []).flatMap((run) => {
    if (/\p{Script=Han}/u.test(run)) return pairsOf([...run])
    return common.has(run) ? [] : (ours.get(stemOf(run)) ?? [stemOf(run)])
  })
}

function pairsOf(characters: readonly string[]): string[] {
  if (characters.length === 1) return [...characters]
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

/** Removes a plural or verb ending from an English word of at least five letters. */
function stemOf(word: string): string {
  return word.length < 5 ? word : word.replace(/(?:ing|ed|es|s)$/, '')
}

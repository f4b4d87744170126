import { countFilters } from '@infinitio/domain'
import dynamic from 'next/dynamic'
import type { SearchState } from '#web/parts/search/searchState.ts'

/** Whether anything narrows a search that a chip takes off. */
export function hasChips(search: SearchState): boolean {
  return search.startHour !== null || countFilters(search) > 0
}

/** The chips, loaded where a search has some. */
export const SearchChips = dynamic(() => import('#web/features/search/SearchChips.tsx').then((module) => module.SearchChips))

/** How a sentence was read, loaded with the grammar at the first key press. */
export const SentenceNote = dynamic(() => import('#web/features/search/SentenceNote.tsx').then((module) => module.SentenceNote), { ssr: false })

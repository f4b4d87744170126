import { countFilters } from '@infinitio/domain'
import dynamic from 'next/dynamic'
import type { SearchState } from '#web/parts/search/searchState.ts'

/** Returns true if the search has a filter that a chip can remove. */
export function hasChips(search: SearchState): boolean {
  return search.startHour !== null || countFilters(search) > 0
}

/** Shows the filter chips. It loads only if the search has some. */
export const SearchChips = dynamic(() => import('#web/features/search/SearchChips.tsx').then((module) => module.SearchChips))

/**
 * Shows how a sentence was read. It loads with the grammar at the first key press. The HTML of an address with a sentence has it, so its content does
 * not move when the script arrives.
 */
export const SentenceNote = dynamic(() => import('#web/features/search/SentenceNote.tsx').then((module) => module.SentenceNote))

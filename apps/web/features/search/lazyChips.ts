import { countFilters } from '@infinitio/domain'
import dynamic from 'next/dynamic'
import type { SearchState } from '#web/parts/search/searchState.ts'

/** Returns true if a search has a start or a filter, so that there is a chip that removes it. */
export function hasChips(search: SearchState): boolean {
  return search.startHour !== null || countFilters(search) > 0
}

/** Shows the chosen filters as chips. Its script loads only if there are chips. */
export const SearchChips = dynamic(() => import('#web/features/search/SearchChips.tsx').then((module) => module.SearchChips))

/**
 * Shows how the search understood a sentence. Its script loads together with the parser, at the first key press. If the URL has a sentence, the server
 * sends the HTML of this note with the page, so that nothing moves when the script arrives.
 */
export const SentenceNote = dynamic(() => import('#web/features/search/SentenceNote.tsx').then((module) => module.SentenceNote))

import type { ListingIndex } from '../createListingIndex.ts'
import { freeLater, type LaterSpan } from './freeLater.ts'
import { freeNow } from './freeNow.ts'
import type { SearchTerms } from '../search/searchTerms.ts'

/**
 * Returns the most GPUs that one lease may have on a node, by the columns of the index; 0 if the node cannot be booked. `later` is the result of `laterOf`: the
 * later start for which the search asks, or null for now.
 */
export function givenGpus(index: ListingIndex, slot: number, { terms, later }: { terms: SearchTerms; later: LaterSpan | null }): number {
  const columns = index.columns()
  const free = later === null ? freeNow(columns, slot, terms) : freeLater(index, slot, later)
  return Math.min(free, columns.maxGpus[slot] as number)
}

/**
 * Returns the start and duration that a search for a later start asks for, or null if the search is for now. Call it once for a search and not for each node.
 */
export function laterOf({ now, startAt, seconds }: SearchTerms): LaterSpan | null {
  return startAt === null ? null : { now, startAt, seconds }
}

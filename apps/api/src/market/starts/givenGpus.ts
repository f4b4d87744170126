import type { ListingIndex } from '../createListingIndex.ts'
import { freeLater, type LaterSpan } from './freeLater.ts'
import { freeNow } from './freeNow.ts'
import type { SearchTerms } from '../search/searchTerms.ts'

/**
 * Returns the most GPUs of a node that one lease may have, by all columns of the index of listings; 0 if the node cannot be booked. `later` comes from
 * `laterOf`: the later start of the search, or null for now.
 */
export function givenGpus(index: ListingIndex, slot: number, { terms, later }: { terms: SearchTerms; later: LaterSpan | null }): number {
  const columns = index.columns()
  const free = later === null ? freeNow(columns, slot, terms) : freeLater(index, slot, later)
  return Math.min(free, columns.maxGpus[slot] as number)
}

/** Returns the lease of a search for a later start, or null for a search for now. Call it once for a search and not for each node. */
export function laterOf({ now, startAt, seconds }: SearchTerms): LaterSpan | null {
  return startAt === null ? null : { now, startAt, seconds }
}

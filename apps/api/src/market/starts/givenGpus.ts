import type { ListingIndex } from '../createListingIndex.ts'
import { freeLater, type LaterSpan } from './freeLater.ts'
import { freeNow } from './freeNow.ts'
import type { SearchTerms } from '../search/searchTerms.ts'

/** Returns the most GPUs of a row that one lease may have, by all its columns; 0 if it cannot be booked. `later` is the result of `laterOf`. */
export function givenGpus(index: ListingIndex, slot: number, { terms, later }: { terms: SearchTerms; later: LaterSpan | null }): number {
  const columns = index.columns()
  const free = later === null ? freeNow(columns, slot, terms) : freeLater(index, slot, later)
  return Math.min(free, columns.maxGpus[slot] as number)
}

/** Returns the span of a search for a later start, or null for a search for now. Called once, not for each row. */
export function laterOf({ now, startAt, seconds }: SearchTerms): LaterSpan | null {
  return startAt === null ? null : { now, startAt, seconds }
}

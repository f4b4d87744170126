import type { ListingIndex } from '../createListingIndex.ts'
import { freeLater, type LaterSpan } from './freeLater.ts'
import { freeNow } from './freeNow.ts'
import type { SearchTerms } from '../search/searchTerms.ts'

/** GPUs that a lease may have at most of a row, by all its columns; 0 when it cannot be booked. `later` is `laterOf` of the terms. */
export function givenGpus(index: ListingIndex, slot: number, { terms, later }: { terms: SearchTerms; later: LaterSpan | null }): number {
  const columns = index.columns()
  const free = later === null ? freeNow(columns, slot, terms) : freeLater(index, slot, later)
  return Math.min(free, columns.maxGpus[slot] as number)
}

/** When a search wants GPUs that is not for now; asked once and not of each row. */
export function laterOf({ now, startAt, seconds }: SearchTerms): LaterSpan | null {
  return startAt === null ? null : { now, startAt, seconds }
}

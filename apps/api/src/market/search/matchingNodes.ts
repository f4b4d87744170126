import type { SavedQuery } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { scanListings } from './scanListings.ts'

/** The nodes that a search finds now: their number, and the first 16 hex digits of each id. The list is null if there are more than `mostMatching`. */
export type MatchingNodes = { readonly total: number; readonly nodes: readonly string[] | null }

/** The most nodes whose ids are returned. */
export const mostMatching = 1_000
/** Only the first 16 hex digits of an id are compared. Ids are hashes, so these 64 bits are enough to distinguish a thousand of them. */
const tagDigits = 16

/**
 * Returns how many nodes a search finds now, and the first 16 hex digits of their ids. `nodes` is null if there are more than `mostMatching`. Reads each row of
 * the index once.
 */
export function matchingNodes(index: ListingIndex, query: SavedQuery, { now }: { now: number }): MatchingNodes {
  index.turnTo(Math.floor(now / 3_600))
  const { slots, total } = scanListings(index, query, { now, sort: 'price', cursor: null, limit: mostMatching })
  return { total, nodes: total > mostMatching ? null : slots.map((slot) => index.nodeAt(slot).node.slice(2, 2 + tagDigits)) }
}

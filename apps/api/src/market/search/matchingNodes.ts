import type { SavedQuery } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { scanListings } from './scanListings.ts'

/** What a search finds now: how many nodes, and which, by the first 16 digits of their ids; null when they are more than `mostMatching`. */
export type MatchingNodes = { readonly total: number; readonly nodes: readonly string[] | null }

/** Nodes that are named at most. */
export const mostMatching = 1_000
/** Ids are hashes: 64 bits tell a thousand apart. */
const tagDigits = 16

/** Finds the nodes that a search shows now, by one look at the rows. */
export function matchingNodes(index: ListingIndex, query: SavedQuery, { now }: { now: number }): MatchingNodes {
  index.turnTo(Math.floor(now / 3_600))
  const { slots, total } = scanListings(index, query, { now, sort: 'price', cursor: null, limit: mostMatching })
  return { total, nodes: total > mostMatching ? null : slots.map((slot) => index.nodeAt(slot).node.slice(2, 2 + tagDigits)) }
}

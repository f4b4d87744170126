/**
 * Returns the cache key under which the page stores the machine of a hold as it was last shown. With it, the page can search for a similar machine after that
 * one has left the market.
 */
export function heldListingKey(holdId: string): readonly string[] {
  return ['heldListing', holdId]
}

/**
 * Returns the cache key under which the page stores the held machine as it was last shown. With it, the page can search for a similar machine after the held
 * one left the market.
 */
export function heldListingKey(holdId: string): readonly string[] {
  return ['heldListing', holdId]
}

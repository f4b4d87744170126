/**
 * Returns the cache key under which the page stores the held machine as last seen. With it, the page can search for a similar machine after this one
 * left the market.
 */
export function heldListingKey(holdId: string): readonly string[] {
  return ['heldListing', holdId]
}

/**
 * Returns the cache key under which the page stores the machine of a hold as it was last shown. If that machine leaves the market, the page uses this data to
 * search for a similar machine.
 */
export function heldListingKey(holdId: string): readonly string[] {
  return ['heldListing', holdId]
}

/** The cache key of the held machine as it was seen last. It lets the page search for a similar one when the machine has left the market. */
export function heldListingKey(holdId: string): readonly string[] {
  return ['heldListing', holdId]
}

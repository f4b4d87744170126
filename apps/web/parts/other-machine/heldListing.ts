/** Where the held machine is kept as it was seen last, for a search of another one like it when it has left the market. */
export function heldListingKey(holdId: string): readonly string[] {
  return ['heldListing', holdId]
}

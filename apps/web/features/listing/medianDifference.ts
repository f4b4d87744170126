/**
 * Returns by how much a price differs from a median, in whole percent of the median, rounded half up. `price` and `median` are in base units per GPU-second.
 */
export function medianDifference(price: bigint, median: bigint): { readonly percent: number; readonly compared: 'below' | 'above' } {
  const distance = price < median ? median - price : price - median
  return { percent: median === 0n ? 0 : Number((200n * distance + median) / (2n * median)), compared: price < median ? 'below' : 'above' }
}

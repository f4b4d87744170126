import type { ListingIndex } from '../createListingIndex.ts'

const exactBelow = 2 ** 53

/** Returns the price of the ask of the node in `slot` (a row of the index), in base units per GPU-second; 0 if there is no ask. */
export function priceAt(index: ListingIndex, slot: number): bigint {
  return index.nodeAt(slot).ask?.ask.pricePerGpuSecond ?? 0n
}

/**
 * Returns true if the ask in slot `slot` (a row of the index) is cheaper than the ask in slot `than`. Call it only if the price column has the same float for
 * both. Below 2^53 the column is exact, so the prices are equal and the result is false.
 */
export function isCheaper(index: ListingIndex, slot: number, than: number): boolean {
  return (index.columns().price[slot] as number) >= exactBelow && priceAt(index, slot) < priceAt(index, than)
}

/** Returns the prices of the nodes in these slots (rows of the index) as floats, smallest first. */
export function sortedPrices(index: ListingIndex, slots: readonly number[]): Float64Array {
  const { price } = index.columns()
  const sorted = new Float64Array(slots.length)
  for (let at = 0; at < slots.length; at += 1) sorted[at] = price[slots[at] as number] as number
  return sorted.sort()
}

/**
 * Returns the exact nth smallest price of the nodes in some slots (rows of the index), counted from 0. `sorted` is the result of `sortedPrices`. Returns null
 * if there are not enough prices.
 */
export function nthPrice(index: ListingIndex, { slots, sorted }: { slots: readonly number[]; sorted: Float64Array }, nth: number): bigint | null {
  const found = sorted[nth]
  if (found === undefined) return null
  if (found < exactBelow) return BigInt(found)
  const { price } = index.columns()
  const below = sorted.indexOf(found)
  const exact = slots.filter((slot) => price[slot] === found).map((slot) => priceAt(index, slot))
  return exact.toSorted((one, other) => (one < other ? -1 : 1))[nth - below] ?? null
}

/** Returns how many of the nodes in these slots have a lower price than the given one. */
export function countCheaper(index: ListingIndex, slots: readonly number[], than: bigint): number {
  return slots.filter((slot) => priceAt(index, slot) < than).length
}

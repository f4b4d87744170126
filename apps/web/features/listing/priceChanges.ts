import type { ListingDetailWire } from '@infinitio/domain/wire'

type History = ListingDetailWire['priceHistory']

/**
 * Returns the prices of a machine, the newest first. Leaves out an ask with the price of the ask before it: a pause and planned maintenance also lead to a new
 * ask. Pure.
 */
export function priceChanges(history: History): History {
  const oldestFirst = history.toSorted((one, other) => one.at - other.at)
  return oldestFirst.filter(({ pricePerGpuSecond }, at) => pricePerGpuSecond !== oldestFirst[at - 1]?.pricePerGpuSecond).reverse()
}

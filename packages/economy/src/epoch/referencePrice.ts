import { type Address, assert } from '@infinitio/domain'

/** A trade of a class: the seller, and the price per GPU-hour in PToken base units. */
export type ClassTrade = { provider: Address; pricePerGpuHour: bigint }

/** Smallest number of selling providers before the trades of a class decide its reference price. */
const fewestProviders = 10

/**
 * Returns the reference price per GPU-hour of a class, in PToken base units. It only limits an epoch's payments (`forecastCapacityOf`) and never mints PToken.
 * - Until ten providers have sold the class, it is the catalogue's price.
 * - Then it is the median over the providers of each provider's median price, so that many trades of one provider count as one.
 * - The median of an even number of prices is the mean of the middle two, rounded down.
 */
export function referencePrice({ catalogue, trades }: { catalogue: bigint; trades: readonly ClassTrade[] }): bigint {
  const byProvider = new Map<Address, bigint[]>()
  for (const { provider, pricePerGpuHour } of trades) {
    assert(pricePerGpuHour >= 0n, 'a price is not negative')
    const prices = byProvider.get(provider)
    if (prices === undefined) byProvider.set(provider, [pricePerGpuHour])
    else prices.push(pricePerGpuHour)
  }
  return byProvider.size < fewestProviders ? catalogue : medianOf([...byProvider.values()].map(medianOf))
}

function medianOf(values: bigint[]): bigint {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const upper = sorted[sorted.length >> 1]
  const lower = sorted[(sorted.length - 1) >> 1]
  assert(upper !== undefined && lower !== undefined, 'a median is of something')
  return (upper + lower) / 2n
}

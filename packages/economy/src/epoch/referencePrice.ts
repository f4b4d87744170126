import { type Address, assert } from '@infinitio/domain'

/** A trade of a class: who sold, and the price of a GPU-hour in PToken base units. */
export type ClassTrade = { provider: Address; pricePerGpuHour: bigint }

/** So many providers must trade a class before its trades say what it is worth. */
const fewestProviders = 10

/**
 * The reference price of a class's GPU-hour in PToken base units: the catalogue's until ten providers trade it, then the median of the providers'
 * medians, so that many trades of one provider count as one. The median of an even count is the mean of the middle two, rounded down. Nothing
 * mints from it: it bounds what an epoch may pay (`forecastCapacityOf`).
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

import { assert } from '../assert.ts'
import type { Bps } from '../units/bps.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'

/** GPUs that are available now at a price per GPU-second. */
export type PricedGpus = { readonly pricePerGpuSecond: PTokenUnits; readonly gpus: number }

/**
 * Returns the price of the GPU at a percentile, cheapest first: of *n* GPUs, number ⌈*n* × percentile⌉, at least the first. So 0 is the lowest price and 100 %
 * the highest. Returns null without GPUs.
 */
export function percentilePrice(offers: readonly PricedGpus[], { percentileBps }: { percentileBps: Bps }): PTokenUnits | null {
  const gpus = offers.reduce((sum, offer) => sum + offer.gpus, 0)
  if (gpus === 0) return null
  const place = Math.max(1, Math.ceil((gpus * Number(percentileBps)) / 10_000))
  let counted = 0
  for (const { pricePerGpuSecond, gpus: here } of offers.toSorted(byPrice)) {
    counted += here
    if (counted >= place) return pricePerGpuSecond
  }
  assert(false, 'a place is within the GPUs that were counted')
}

function byPrice(one: PricedGpus, other: PricedGpus): number {
  return one.pricePerGpuSecond < other.pricePerGpuSecond ? -1 : one.pricePerGpuSecond > other.pricePerGpuSecond ? 1 : 0
}

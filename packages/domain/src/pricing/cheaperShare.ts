import { type Bps, bps } from '../units/bps.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { PricedGpus } from './percentilePrice.ts'

/** The part of offered GPUs that is cheaper than a price per GPU-second, rounded down: how dear the price is. Null when there is no GPU. */
export function cheaperShare(offers: readonly PricedGpus[], { pricePerGpuSecond }: { pricePerGpuSecond: PTokenUnits }): Bps | null {
  const all = offers.reduce((sum, { gpus }) => sum + gpus, 0)
  if (all === 0) return null
  const cheaper = offers.reduce((sum, offer) => (offer.pricePerGpuSecond < pricePerGpuSecond ? sum + offer.gpus : sum), 0)
  return bps(BigInt(Math.floor((cheaper * 10_000) / all)))
}

import { assert } from '../assert.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'
import { bps, type Bps } from '../units/bps.ts'
import type { PricedGpus } from './percentilePrice.ts'
import type { RulePrice } from './priceByRule.ts'

const whole = 10_000n

/** A price per GPU-second that is `changeBps` higher, or lower when it is negative; rounded down, and never nothing. Asserts that not all of it is taken off. */
export function changedPrice(price: PTokenUnits, { changeBps }: { changeBps: bigint }): PTokenUnits {
  assert(changeBps > -whole, 'a change leaves a price')
  const changed = (price * (whole + changeBps)) / whole
  return pTokenUnits(changed > 0n ? changed : 1n)
}

/** The part of offered GPUs that is cheaper than a price per GPU-second, rounded down: how dear the price is. Null when there is no GPU. */
export function cheaperShare(offers: readonly PricedGpus[], { pricePerGpuSecond }: { pricePerGpuSecond: PTokenUnits }): Bps | null {
  const all = offers.reduce((sum, { gpus }) => sum + gpus, 0)
  if (all === 0) return null
  const cheaper = offers.reduce((sum, offer) => (offer.pricePerGpuSecond < pricePerGpuSecond ? sum + offer.gpus : sum), 0)
  return bps(BigInt(Math.floor((cheaper * 10_000) / all)))
}

/**
 * True when an offer should be signed anew at the price a rule names: when it is at least `stepBps` of the present price away, and always when the present
 * price is outside what the rule allows. So a price does not follow every tremor, and never stays below its floor.
 */
export function isWorthRepricing(wanted: RulePrice, { current, stepBps }: { current: PTokenUnits; stepBps: Bps }): boolean {
  const { pricePerGpuSecond, leastPricePerGpuSecond, mostPricePerGpuSecond } = wanted
  if (current === pricePerGpuSecond) return false
  if (current < leastPricePerGpuSecond || current > mostPricePerGpuSecond) return true
  const distance = pricePerGpuSecond > current ? pricePerGpuSecond - current : current - pricePerGpuSecond
  return distance * 10_000n >= current * stepBps
}

import { assert } from '../assertNever.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'
import { bps, type Bps } from '../units/bps.ts'
import type { PricedGpus, RulePrice } from './priceByRule.ts'

const whole = 10_000n

/**
 * Returns a price per GPU-second changed by `changeBps` (negative for a lower price), rounded down, at least one base unit. Asserts a change of more than −100
 * %.
 */
export function changedPrice(price: PTokenUnits, { changeBps }: { changeBps: bigint }): PTokenUnits {
  assert(changeBps > -whole, 'a change leaves a price')
  const changed = (price * (whole + changeBps)) / whole
  return pTokenUnits(changed > 0n ? changed : 1n)
}

/** Returns the fraction, in basis points, of offered GPUs that are cheaper than a price per GPU-second, rounded down. Returns null without GPUs. */
export function cheaperShare(offers: readonly PricedGpus[], { pricePerGpuSecond }: { pricePerGpuSecond: PTokenUnits }): Bps | null {
  const all = offers.reduce((sum, { gpus }) => sum + gpus, 0)
  if (all === 0) return null
  const cheaper = offers.reduce((sum, offer) => (offer.pricePerGpuSecond < pricePerGpuSecond ? sum + offer.gpus : sum), 0)
  return bps(BigInt(Math.floor((cheaper * 10_000) / all)))
}

/**
 * Returns true if an ask should be signed again at a rule's new price. This is so if the present price is outside the rule's bounds, or if it differs from the
 * new price by at least `stepBps` of the present price. So a listing ignores small changes, but never stays below its floor.
 */
export function isWorthRepricing(wanted: RulePrice, { current, stepBps }: { current: PTokenUnits; stepBps: Bps }): boolean {
  const { pricePerGpuSecond, leastPricePerGpuSecond, mostPricePerGpuSecond } = wanted
  if (current === pricePerGpuSecond) return false
  if (current < leastPricePerGpuSecond || current > mostPricePerGpuSecond) return true
  const distance = pricePerGpuSecond > current ? pricePerGpuSecond - current : current - pricePerGpuSecond
  return distance * 10_000n >= current * stepBps
}

import type { Bps } from '../units/bps.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { RulePrice } from './priceByRule.ts'

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

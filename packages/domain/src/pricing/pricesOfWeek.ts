import { isRefusal, type Refusal } from '../errors/refusal.ts'
import { type UnixSeconds, unixSeconds } from '../units/seconds.ts'
import { hoursPerWeek } from './hourOfWeek.ts'
import { priceByRule, type PricingState, type RulePrice } from './priceByRule.ts'
import type { PricingRule } from './pricingRule.ts'

/**
 * Returns the price of a rule for each of the next 168 hours, beginning with the hour of `state.now`. Assumes that market prices and utilisation do not change.
 * Returns a refusal in the same cases as `priceByRule`.
 */
export function pricesOfWeek(rule: PricingRule, state: PricingState): { from: UnixSeconds; price: RulePrice }[] | Refusal {
  const first = state.now - (state.now % 3_600n)
  const prices: { from: UnixSeconds; price: RulePrice }[] = []
  for (let hour = 0; hour < hoursPerWeek; hour += 1) {
    const from = unixSeconds(first + BigInt(hour) * 3_600n)
    const price = priceByRule(rule, { ...state, now: from })
    if (isRefusal(price)) return price
    prices.push({ from, price })
  }
  return prices
}

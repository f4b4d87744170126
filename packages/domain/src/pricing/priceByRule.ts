import type { Refusal } from '../errors/refusal.ts'
import { assert } from '../assertNever.ts'
import type { Bps } from '../units/bps.ts'
import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'
import type { UnixSeconds } from '../units/seconds.ts'
import { hourOfWeek } from './hourOfWeek.ts'
import { electricityPrice, type PricingRule, pricingRuleRefusal } from './pricingRule.ts'

/**
 * The market data that a pricing rule reads. `offers` are the present asks of other providers for the same class. `utilisationBps` is the leased share of the
 * provider's own GPUs in the rule's time window; null when unknown.
 */
export type PricingState = {
  readonly now: UnixSeconds
  readonly feeBps: Bps
  readonly offers: readonly PricedGpus[]
  readonly utilisationBps: Bps | null
}

/** A step of a price calculation: its reason, and the price after it, in base units per GPU-second. */
export type PriceStep = { readonly pricePerGpuSecond: PTokenUnits } & (
  | { readonly why: 'base' | 'no_offers' | 'floor' | 'electricity' | 'ceiling' | 'utilisation_unknown' }
  | { readonly why: 'market'; readonly percentileBps: Bps; readonly gpus: number }
  | { readonly why: 'utilisation'; readonly utilisationBps: Bps; readonly targetBps: Bps }
  | { readonly why: 'schedule'; readonly factorBps: bigint }
)

/** A price, the lowest and highest price that the rule allows now, and every step of the calculation in sequence. */
export type RulePrice = {
  readonly pricePerGpuSecond: PTokenUnits
  readonly leastPricePerGpuSecond: PTokenUnits
  readonly mostPricePerGpuSecond: PTokenUnits
  readonly steps: readonly PriceStep[]
}

const whole = 10_000n

/**
 * Returns the price that a rule sets at a moment, in base units per GPU-second. It begins with the market price or the base price, which is then changed by
 * utilisation and after that by the schedule, each time rounded down. The result is at least the floor and the price that pays for electricity with its margin,
 * and at most the ceiling. Returns the refusal of `pricingRuleRefusal` for a rule that cannot set prices.
 */
export function priceByRule(rule: PricingRule, state: PricingState): RulePrice | Refusal {
  const refusal = pricingRuleRefusal(rule, state)
  if (refusal !== null) return refusal
  const steps: PriceStep[] = [startOf(rule, state)]
  for (const step of [usedStep, scheduledStep]) {
    const next = step(rule, state, priceAfter(steps))
    if (next !== null) steps.push(next)
  }
  const { floorPricePerGpuSecond: floor, ceilingPricePerGpuSecond: ceiling, electricity } = rule
  const power = electricity === null ? pTokenUnits(0n) : electricityPrice(electricity, state)
  const least = power > floor ? power : floor
  if (priceAfter(steps) < least) steps.push({ why: power > floor ? 'electricity' : 'floor', pricePerGpuSecond: least })
  if (priceAfter(steps) > ceiling) steps.push({ why: 'ceiling', pricePerGpuSecond: ceiling })
  const price = priceAfter(steps)
  assert(price >= least && price <= ceiling && price > 0n, 'a price is within its bounds')
  return { pricePerGpuSecond: price, leastPricePerGpuSecond: least, mostPricePerGpuSecond: ceiling, steps }
}

function priceAfter(steps: readonly PriceStep[]): PTokenUnits {
  const last = steps.at(-1)
  assert(last !== undefined, 'a price has a first step')
  return last.pricePerGpuSecond
}

function startOf({ market, basePricePerGpuSecond }: PricingRule, { offers }: PricingState): PriceStep {
  if (market === null) return { why: 'base', pricePerGpuSecond: basePricePerGpuSecond }
  const { percentileBps } = market
  const price = percentilePrice(offers, { percentileBps })
  if (price === null) return { why: 'no_offers', pricePerGpuSecond: basePricePerGpuSecond }
  return { why: 'market', percentileBps, gpus: offers.reduce((sum, { gpus }) => sum + gpus, 0), pricePerGpuSecond: price }
}

function usedStep({ utilisation }: PricingRule, { utilisationBps }: PricingState, price: PTokenUnits): PriceStep | null {
  if (utilisation === null) return null
  if (utilisationBps === null) return { why: 'utilisation_unknown', pricePerGpuSecond: price }
  const { targetBps, swingBps } = utilisation
  const factor = whole * whole + swingBps * (utilisationBps - targetBps)
  return { why: 'utilisation', utilisationBps, targetBps, pricePerGpuSecond: pTokenUnits((price * factor) / (whole * whole)) }
}

function scheduledStep({ schedule }: PricingRule, { now }: PricingState, price: PTokenUnits): PriceStep | null {
  const hour = hourOfWeek(now)
  const entry = schedule.find(({ fromHour, untilHour }) => hour >= fromHour && hour < untilHour)
  if (entry === undefined) return null
  return { why: 'schedule', factorBps: entry.factorBps, pricePerGpuSecond: pTokenUnits((price * entry.factorBps) / whole) }
}

/** Some GPUs of an ask that are free now, and their price per GPU-second. */
export type PricedGpus = { readonly pricePerGpuSecond: PTokenUnits; readonly gpus: number }

/**
 * Sorts the GPUs by price and returns the price at a percentile. Of *n* GPUs, that is the price of GPU number ⌈*n* × percentile⌉, but at least the first. 0 is
 * the lowest price and 100 % the highest. Returns null without GPUs.
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

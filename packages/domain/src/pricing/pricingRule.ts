import type { Bps } from '../units/bps.ts'
import type { DurationSeconds } from '../units/seconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import { type Electricity, electricityPrice } from './electricityPrice.ts'
import type { Refusal } from '../errors/refusal.ts'
import { hoursPerWeek } from './hourOfWeek.ts'

/** Hours of the week, UTC, counted from Monday 00:00: `fromHour` to before `untilHour` (0 to 168). `factorBps` 10,000 leaves the price as it is. */
export type ScheduledHours = { readonly fromHour: number; readonly untilHour: number; readonly factorBps: bigint }

/**
 * How a provider wants a price to be found. Prices in base units per GPU-second; what is null has no say.
 * `market`: start from the price at this percentile of what others offer, else from the base price. `utilisation`: the whole swing is taken off when
 * nothing was leased in the window and the target is 100 %, and put on when all was and the target is 0. `electricity`: what a sale must bring in at least.
 */
export type PricingRule = {
  readonly basePricePerGpuSecond: PTokenUnits
  readonly floorPricePerGpuSecond: PTokenUnits
  readonly ceilingPricePerGpuSecond: PTokenUnits
  readonly electricity: Electricity | null
  readonly market: { readonly percentileBps: Bps } | null
  readonly utilisation: { readonly targetBps: Bps; readonly swingBps: Bps; readonly windowSeconds: DurationSeconds } | null
  readonly schedule: readonly ScheduledHours[]
}

const highestPrice = 2n ** 96n - 1n
const highestFactorBps = 100_000n

/**
 * What is wrong with a rule; null when it may set prices. `order.pricing_rule_invalid` (a price of nothing or above 96 bits, hours outside the week, a factor
 * above ten), `order.pricing_floor_above_ceiling` (also when electricity and its margin cost more than the ceiling), `order.pricing_schedule_overlaps`.
 */
export function pricingRuleRefusal(rule: PricingRule, { feeBps }: { feeBps: Bps }): Refusal | null {
  const { basePricePerGpuSecond, floorPricePerGpuSecond, ceilingPricePerGpuSecond, electricity, schedule } = rule
  if (floorPricePerGpuSecond === 0n || basePricePerGpuSecond === 0n) return invalid('a price of nothing')
  if (ceilingPricePerGpuSecond > highestPrice || basePricePerGpuSecond > highestPrice) return invalid('a price above 96 bits')
  if (!schedule.every(isWithinWeek)) return invalid('schedule')
  if (floorPricePerGpuSecond > ceilingPricePerGpuSecond) return { rejected: 'order.pricing_floor_above_ceiling', detail: 'floor' }
  if (electricity !== null && electricityPrice(electricity, { feeBps }) > ceilingPricePerGpuSecond)
    return { rejected: 'order.pricing_floor_above_ceiling', detail: 'electricity' }
  return overlaps(schedule) ? { rejected: 'order.pricing_schedule_overlaps' } : null
}

function invalid(detail: string): Refusal {
  return { rejected: 'order.pricing_rule_invalid', detail }
}

function isWithinWeek({ fromHour, untilHour, factorBps }: ScheduledHours): boolean {
  const isHour = (hour: number) => Number.isInteger(hour) && hour >= 0 && hour <= hoursPerWeek
  return isHour(fromHour) && isHour(untilHour) && fromHour < untilHour && factorBps > 0n && factorBps <= highestFactorBps
}

function overlaps(schedule: readonly ScheduledHours[]): boolean {
  const sorted = schedule.toSorted((one, other) => one.fromHour - other.fromHour)
  return sorted.some(({ fromHour }, place) => place > 0 && fromHour < (sorted[place - 1]?.untilHour ?? 0))
}

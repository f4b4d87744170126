import type { Refusal } from '../errors/refusal.ts'
import type { Bps } from '../units/bps.ts'
import { electricityPrice } from './electricityPrice.ts'
import { hoursPerWeek } from './hourOfWeek.ts'
import type { PricingRule, ScheduledHours } from './pricingRule.ts'

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

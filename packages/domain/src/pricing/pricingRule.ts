import { assert } from '../assertNever.ts'
import type { Bps } from '../units/bps.ts'
import type { DurationSeconds } from '../units/seconds.ts'
import { type PTokenUnits, pTokenUnits } from '../units/pTokenUnits.ts'
import type { Refusal } from '../errors/refusal.ts'
import { hoursPerWeek } from './hourOfWeek.ts'

/**
 * A range of hours of the week, in UTC, that has a price factor. Hour 0 begins on Monday at 00:00; `untilHour` (up to 168) is excluded. A `factorBps` of 10,000
 * does not change the price.
 */
export type ScheduledHours = { readonly fromHour: number; readonly untilHour: number; readonly factorBps: bigint }

/**
 * A provider's rule for prices, in base units per GPU-second. A part that is null has no effect.
 * - `market`: the rule begins with the price at this percentile of other providers' asks instead of the base price.
 * - `utilisation`: changes the price in proportion to the difference between the leased share in the window and the target. `swingBps` is the change of the
 *   price for a difference of 100 %. So the whole swing is added if everything was leased and the target is 0, and subtracted if nothing was leased and the
 *   target is 100 %.
 * - `electricity`: the price must pay at least for the power and the margin on it.
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
 * Returns why a rule cannot set prices, or null if it can.
 * - `order.pricing_rule_invalid`: the floor or the base price is 0, the base price or the ceiling does not fit 96 bits, a range of hours is empty or outside
 *   the week, or a factor is 0 or less, or above ten.
 * - `order.pricing_floor_above_ceiling`: the floor, or the price that pays for electricity with its margin, is above the ceiling.
 * - `order.pricing_schedule_overlaps`: two parts of the schedule have an hour in common.
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

/**
 * The power cost of one leased GPU: its watts (with its part of the power of the rest of the machine), the price of a kWh in base units, and the required
 * margin in basis points of the power's cost.
 */
export type Electricity = { readonly wattsPerGpu: bigint; readonly pricePerKwh: PTokenUnits; readonly marginBps: Bps }

const wattSecondsPerKwh = 3_600_000n
const whole = 10_000n

/**
 * Returns the lowest price per GPU-second, in base units, that pays for electricity with its margin after the market's fee, rounded up. Asserts
 * that the fee is below the whole price.
 */
export function electricityPrice({ wattsPerGpu, pricePerKwh, marginBps }: Electricity, { feeBps }: { feeBps: Bps }): PTokenUnits {
  assert(feeBps < whole, 'a fee leaves the provider something')
  const parts = wattSecondsPerKwh * (whole - feeBps)
  return pTokenUnits((wattsPerGpu * pricePerKwh * (whole + marginBps) + parts - 1n) / parts)
}

import { z } from 'zod'
import { assert, type Bps, bps, durationSeconds, parsePt, type PricingRule, type PTokenUnits, pTokenUnits } from '../../index.ts'
import { intBetween } from '../scalars.ts'

/**
 * A pricing rule, and how often an ask is signed again because of it: only if the price changes by at least `stepBps`, and at most once in `leastMinutes`
 * minutes.
 */
export type PricingPlan = { readonly rule: PricingRule; readonly stepBps: Bps; readonly leastMinutes: number }

/**
 * Converts a parsed pricing file into a rule. Rounds the floor up to a whole base unit per GPU-second, and the base and the ceiling down. So no rounded bound
 * is wider than in the file.
 */
export function pricingPlanFromWire(wire: PricingRuleWire): PricingPlan {
  const { electricity, market, utilisation, change } = wire
  const rule = {
    basePricePerGpuSecond: pTokenUnits(unitsOf(wire.basePtPerHour) / 3_600n),
    floorPricePerGpuSecond: pTokenUnits((unitsOf(wire.floorPtPerHour) + 3_599n) / 3_600n),
    ceilingPricePerGpuSecond: pTokenUnits(unitsOf(wire.ceilingPtPerHour) / 3_600n),
    electricity: electricity && {
      wattsPerGpu: BigInt(electricity.wattsPerGpu),
      pricePerKwh: unitsOf(electricity.ptPerKwh),
      marginBps: bpsOf(electricity.marginPercent),
    },
    market: market && { percentileBps: bpsOf(market.percentile) },
    utilisation: utilisation && {
      targetBps: bpsOf(utilisation.targetPercent),
      swingBps: bpsOf(utilisation.swingPercent),
      windowSeconds: durationSeconds(utilisation.hours * 3_600),
    },
    schedule: wire.schedule.flatMap(({ days, fromHour, untilHour, percent }) =>
      days.map((day) => {
        const midnight = weekDays.indexOf(day) * 24
        return { fromHour: midnight + fromHour, untilHour: midnight + untilHour, factorBps: BigInt(percent) * 100n }
      }),
    ),
  }
  return { rule, stepBps: bpsOf(change.stepPercent), leastMinutes: change.minutes }
}

function bpsOf(percent: number): Bps {
  return bps(percent * 100)
}

function unitsOf(text: string): PTokenUnits {
  const units = parsePt(text)
  assert(units !== null, 'a parsed rule has amounts')
  return units
}

const mostDigits = 40
/** An amount of PT as a person types it: "0.35". */
const ptText = z
  .string({ error: 'order.pricing_rule_invalid' })
  .max(mostDigits, { error: 'order.pricing_rule_invalid' })
  .refine((text) => parsePt(text) !== null, { error: 'order.pricing_rule_invalid' })
const percent = intBetween(0, 100)

/** Days of the week in a schedule, Monday first. */
export const weekDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/**
 * A pricing rule as a file, with prices in PT per GPU-hour and hours in UTC. The file stays on the provider's machine, because no endpoint accepts it. A part
 * that is null has no effect. `change` states when an ask is signed again: if its price differs by this percentage, and at most once in this number of minutes.
 */
export const pricingRuleWire = z.strictObject({
  basePtPerHour: ptText,
  floorPtPerHour: ptText,
  ceilingPtPerHour: ptText,
  electricity: z.strictObject({ wattsPerGpu: intBetween(0, 100_000), ptPerKwh: ptText, marginPercent: percent }).nullable(),
  market: z.strictObject({ percentile: percent }).nullable(),
  utilisation: z.strictObject({ targetPercent: percent, swingPercent: percent, hours: intBetween(1, 720) }).nullable(),
  schedule: z
    .array(
      z.strictObject({
        days: z.array(z.enum(weekDays)).min(1).max(7),
        fromHour: intBetween(0, 23),
        untilHour: intBetween(1, 24),
        percent: intBetween(1, 1_000),
      }),
    )
    .max(50),
  change: z.strictObject({ stepPercent: percent, minutes: intBetween(1, 1_440) }),
})
export type PricingRuleWire = z.infer<typeof pricingRuleWire>

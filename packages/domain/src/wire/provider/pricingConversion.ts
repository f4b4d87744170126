import { assert, type Bps, bps, durationSeconds, parsePt, type PricingRule, type PTokenUnits, pTokenUnits } from '../../index.ts'
import { type PricingRuleWire, weekDays } from './pricing.ts'

/** A rule and the threshold for signing again: a change of `stepBps`, at most once in `leastMinutes`. */
export type PricingPlan = { readonly rule: PricingRule; readonly stepBps: Bps; readonly leastMinutes: number }

/**
 * Returns the rule of a parsed file. Rounds the floor up to a whole unit per GPU-second and the other prices down, so that the price crosses no
 * bound.
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

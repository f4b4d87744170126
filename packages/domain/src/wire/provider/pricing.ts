import { z } from 'zod'
import { parsePt } from '../../index.ts'
import { intBetween } from '../scalars.ts'

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
 * A pricing rule as a file: prices in PT per GPU-hour, hours in UTC. It remains with the provider: no endpoint accepts it. A null part has no
 * effect. `change`: an ask is signed again when its price is this percentage away, at most once in this number of minutes.
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

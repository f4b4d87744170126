import { z } from 'zod'
import { regionStates } from '../../probes/index.ts'
import { intBetween } from '../scalars.ts'

/**
 * Upper limits for the numbers of proof slots in a report. They are far above the real numbers: a slot, in which all machines prove their GPUs, comes every two
 * hours on average.
 */
const mostDaySlots = 10_000
const mostRecentSlots = 70_000

/** Facts about one machine in the last 720 hours that decide its tier and reliability. */
export const reliabilityFactsWire = z
  .strictObject({
    hours: intBetween(0, 720).describe('Hours since its registration that have a record.'),
    presentSeconds: intBetween(0, 2_592_000).describe('Seconds of these hours in which it responded.'),
    daysInTime: intBetween(0, 31).describe('Days with a lease that was ready within 600 s of its start.'),
    daysLate: intBetween(0, 31).describe('Days with a late start.'),
    daySlots: intBetween(0, mostDaySlots).describe('Slots of GPU proofs that counted for it, in the 24 h up to the newest slot of the market.'),
    dayPassed: intBetween(0, mostDaySlots).describe('Of these, the slots that it passed.'),
    hasNewPass: z.boolean().describe('It passed one of its last two slots.'),
    slotDays: intBetween(0, 60).describe('Whole days since its first slot of the last 60 days.'),
    recentSlots: intBetween(0, mostRecentSlots).describe('Slots of the last 7 days, or its last 20 of 60 days if these are more.'),
    recentPassed: intBetween(0, mostRecentSlots).describe('Of these, the slots that it passed.'),
    readySeconds: intBetween(0, 601)
      .nullable()
      .describe('Seconds within which leases were ready on nine of ten days; 601 for a late start, null without a lease.'),
    probedHours: intBetween(0, 24).describe('Hours of the last 24 in which at least three validators probed its network.'),
    gateways: intBetween(0, 64).describe('Gateways at which most of them reached it in three of four hours.'),
    networkMbps: intBetween(0, 1_000_000)
      .nullable()
      .describe('Median of the hours, the lower of both directions, in Mbit/s; null with fewer than six hours.'),
    region: z
      .enum(regionStates)
      .describe(
        'Its region by the round trips of the last 24 hours: `false` if it answered faster than light allows, `unknown` with too few validators.',
      ),
    bondBps: intBetween(0, 1_000_000).describe('The bond of its provider divided by the required bond, in basis points: 30,000 is three times.'),
    cleanDays: intBetween(0, 90).describe('Whole days since the last proven fraud of its provider, at most 90.'),
  })
  .meta({ id: 'ReliabilityFacts' })
export type ReliabilityFactsWire = z.infer<typeof reliabilityFactsWire>

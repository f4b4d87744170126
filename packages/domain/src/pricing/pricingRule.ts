import type { Bps } from '../units/bps.ts'
import type { DurationSeconds } from '../units/durationSeconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { Electricity } from './electricityPrice.ts'

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

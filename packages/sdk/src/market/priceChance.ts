import type { MarketDetailWire } from '@infinitio/domain/wire'
import { type FillChance, fillChance } from '@infinitio/matching'

const hourSeconds = 3_600

/**
 * How often a bid at this price, whole, would have been met within so many seconds, from the trades of `getMarketClass`; null where there are too few of them to say. `now` of the
 * block clock. Pure.
 */
export function priceChance(
  trades: MarketDetailWire['trades'],
  { pricePerGpuSecond, gpus, seconds, now }: { pricePerGpuSecond: bigint; gpus: number; seconds: number; now: number },
): FillChance | null {
  const past = trades
    .map((one) => ({ at: one.at, pricePerGpuSecond: BigInt(one.pricePerGpuSecond), gpus: one.gpus }))
    .toSorted((one, other) => one.at - other.at)
  // By full hours: what it counts moves no faster.
  return fillChance(past, { price: pricePerGpuSecond, gpus, seconds, isWhole: true }, { now: Math.floor(now / hourSeconds) * hourSeconds })
}

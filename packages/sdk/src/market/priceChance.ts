import type { MarketDetailWire } from '@infinitio/domain/wire'
import { type FillChance, fillChance } from '@infinitio/matching'

const hourSeconds = 3_600

/**
 * How often a bid at this price, whole, would have been met within so many seconds, from the trades of `getMarketClass`; null where there are too few of them to say. Time is that of the
 * answer, `asOf.atMs`: trades have the wall clock, which on a development chain may be another than the block clock. Pure.
 */
export function priceChance(
  { trades, asOf }: Pick<MarketDetailWire, 'trades' | 'asOf'>,
  { pricePerGpuSecond, gpus, seconds }: { pricePerGpuSecond: bigint; gpus: number; seconds: number },
): FillChance | null {
  const past = trades
    .map((one) => ({ at: one.at, pricePerGpuSecond: BigInt(one.pricePerGpuSecond), gpus: one.gpus }))
    .toSorted((one, other) => one.at - other.at)
  // By full hours: what it counts moves no faster.
  return fillChance(
    past,
    { price: pricePerGpuSecond, gpus, seconds, isWhole: true },
    { now: Math.floor(asOf.atMs / 1_000 / hourSeconds) * hourSeconds },
  )
}

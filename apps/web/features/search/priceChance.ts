import { parsePt } from '@infinitio/domain'
import { type FillChance, fillChance, type PastTrade } from '@infinitio/matching'

/** Seconds within which a price is asked whether it would have been met. */
export const metWithinSeconds = 3_600

/** What history says of a price per GPU-hour as typed: no price, too little history to say, or how many of the hours an order like it would have been met within one. */
export type PriceChance = 'none' | 'unknown' | FillChance

/** Counted from the last trades of a class, oldest first, by full hours; `now` of the block clock. The price is taken per GPU-second, rounded down. */
export function priceChance(
  trades: readonly PastTrade[],
  { typed, gpus }: { readonly typed: string; readonly gpus: number },
  now: number,
): PriceChance {
  const perHour = parsePt(typed.trim())
  if (perHour === null || perHour === 0n) return 'none'
  const at = Math.floor(now / 3_600) * 3_600
  return fillChance(trades, { price: perHour / 3_600n, gpus, seconds: metWithinSeconds, isWhole: true }, { now: at }) ?? 'unknown'
}

/** Fewer hours than this are a small sample: its words say so. */
export const fewHours = 72

import { parsePt } from '@infinitio/domain'
import { type FillChance, fillChance } from '@infinitio/matching'
import type { TradeHistory } from '#web/features/order-ticket/useTrades.ts'

/** Seconds within which a price is asked whether it would have been met. */
export const metWithinSeconds = 3_600

/** What history says of a price per GPU-hour as typed: no price, too little history to say, or how many of the hours an order like it would have been met within one. */
export type PriceChance = 'none' | 'unknown' | FillChance

/** Counted from the last trades of a class, by full hours of the clock that they have. The price is taken per GPU-second, rounded down. */
export function priceChance({ trades, at }: TradeHistory, { typed, gpus }: { readonly typed: string; readonly gpus: number }): PriceChance {
  const perHour = parsePt(typed.trim())
  if (perHour === null || perHour === 0n) return 'none'
  const now = Math.floor(at / 3_600) * 3_600
  return fillChance(trades, { price: perHour / 3_600n, gpus, seconds: metWithinSeconds, isWhole: true }, { now }) ?? 'unknown'
}

/** Fewer hours than this are a small sample: its words say so. */
export const fewHours = 72

import { type FillChance, fillChance } from '@infinitio/matching'
import type { TradeHistory } from '#web/features/order-ticket/useTrades.ts'
import type { WaitingWish } from '#web/features/order-ticket/waitingWish.ts'

/** How often an order that waits would have filled, counted from past trades; null where there are too few of them to say. `now`: the block clock, which the wish is of. */
export function chanceOf({ trades, at }: TradeHistory, { price, gpus, isWhole, until }: WaitingWish, now: number): FillChance | null {
  const seconds = Math.floor((until - now) / 60) * 60
  // By the hour: what it counts moves no faster, and a number that trembles says nothing.
  return seconds <= 0 ? null : fillChance(trades, { price, gpus, seconds, isWhole }, { now: Math.floor(at / 3_600) * 3_600 })
}

import { type FillChance, fillChance, type PastTrade } from '@infinitio/matching'
import type { WaitingWish } from '#web/features/order-ticket/waitingWish.ts'

/** How often an order that waits would have filled, counted from past trades; null where there are too few of them to say. `now`: the block clock. */
export function chanceOf(trades: readonly PastTrade[], { price, gpus, isWhole, until }: WaitingWish, now: number): FillChance | null {
  // By the hour: what it counts moves no faster, and a number that trembles says nothing.
  const at = Math.floor(now / 3_600) * 3_600
  const seconds = Math.floor((until - now) / 60) * 60
  return seconds <= 0 ? null : fillChance(trades, { price, gpus, seconds, isWhole }, { now: at })
}

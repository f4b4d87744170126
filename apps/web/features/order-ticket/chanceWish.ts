import type { ChanceWish } from '#web/features/order-ticket/useFillChance.ts'
import type { WaitingWish } from '#web/features/order-ticket/waitingWish.ts'

/** Rounds the time, so that a waiting order does not cause a new request every minute. */
const stepSeconds = 600
/** The trade history goes back this many seconds. */
const mostSeconds = 28 * 86_400

/** Returns the request for past trades like a waiting order, from now to its expiry. Returns null if it has expired or nearly so. `now` is the block clock. */
export function chanceWish({ until, ...wish }: WaitingWish, now: number): ChanceWish | null {
  const seconds = Math.floor((until - now) / stepSeconds) * stepSeconds
  return seconds <= 0 ? null : { ...wish, seconds: Math.min(seconds, mostSeconds) }
}

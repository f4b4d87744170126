import type { ChanceWish } from '#web/features/order-ticket/useFillChance.ts'
import type { WaitingWish } from '#web/features/order-ticket/waitingWish.ts'

/**
 * The time that an order stays in the book is rounded down to a multiple of this many seconds. So the estimate for the order is not requested again every
 * minute.
 */
const stepSeconds = 600
/** The history of trades covers this many seconds, so an estimate uses no longer time. */
const mostSeconds = 28 * 86_400

/**
 * Returns the API request for the chance that an order, which waits in the book from now until its expiry, is matched. Returns null if the order expires within
 * ten minutes. `now` is the block clock in Unix seconds.
 */
export function chanceWish({ until, ...wish }: WaitingWish, now: number): ChanceWish | null {
  const seconds = Math.floor((until - now) / stepSeconds) * stepSeconds
  return seconds <= 0 ? null : { ...wish, seconds: Math.min(seconds, mostSeconds) }
}

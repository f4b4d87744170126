import type { ChanceWish } from '#web/features/order-ticket/useFillChance.ts'
import type { WaitingWish } from '#web/features/order-ticket/waitingWish.ts'

/** What is counted moves by the hour: an order that runs out is not asked for anew each minute. */
const stepSeconds = 600
/** History goes back no further. */
const mostSeconds = 28 * 86_400

/** What is asked of past trades for an order that waits: it is kept from now on. Null where its time is over, or nearly. `now`: the block clock, which the wish is of. */
export function chanceWish({ until, ...wish }: WaitingWish, now: number): ChanceWish | null {
  const seconds = Math.floor((until - now) / stepSeconds) * stepSeconds
  return seconds <= 0 ? null : { ...wish, seconds: Math.min(seconds, mostSeconds) }
}

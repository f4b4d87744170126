import type { AskWire } from '@infinitio/domain/wire'
import { latestEndOf } from './priceExtension.ts'

/** An ask's limits for a lease's end: its maximum duration, and its last available second in Unix time. */
export type ExtendingAsk = Pick<AskWire, 'maxDurationSeconds' | 'availableUntil'>

/**
 * Returns the longest time, in seconds from its start, that a lease can be extended to, or null if it cannot be extended. Other leases of the same GPUs may
 * leave less.
 */
export function longestLeaseSeconds(
  ask: ExtendingAsk,
  { start, durationSeconds }: { readonly start: number; readonly durationSeconds: number },
): number | null {
  const terms = { start, askMaxDurationSeconds: ask.maxDurationSeconds, askAvailableUntil: ask.availableUntil }
  // Each extension may reach 28 days ahead, and the last one may be requested until the end.
  const limit = latestEndOf({ terms }, { now: start + durationSeconds }) - start
  return limit > durationSeconds ? limit : null
}

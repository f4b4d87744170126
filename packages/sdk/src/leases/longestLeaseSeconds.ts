import type { AskWire } from '@infinitio/domain/wire'
import { latestEndOf } from './priceExtension.ts'

/** The limits of an ask for the end of a lease: its longest lease, and its last moment in Unix seconds. */
export type ExtendingAsk = Pick<AskWire, 'maxDurationSeconds' | 'availableUntil'>

/**
 * Returns the longest time, in seconds from its start, that a lease can be extended to; null when it cannot be extended. Other leases of the same GPUs may leave less.
 */
export function longestLeaseSeconds(
  ask: ExtendingAsk,
  { start, durationSeconds }: { readonly start: number; readonly durationSeconds: number },
): number | null {
  const terms = { start, askMaxDurationSeconds: ask.maxDurationSeconds, askAvailableUntil: ask.availableUntil }
  // 28 days ahead are allowed at each extension, and the last one can be asked for until the end.
  const limit = latestEndOf({ terms }, { now: start + durationSeconds }) - start
  return limit > durationSeconds ? limit : null
}

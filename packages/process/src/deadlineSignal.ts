import type { WholeMilliseconds } from './wholeMilliseconds.ts'

/**
 * Returns a signal that aborts after `within` milliseconds. AbortSignal.timeout throws for a fraction of a millisecond, which a calculated time may have. So
 * the type of `within` allows only whole numbers.
 */
export function deadlineSignal(within: WholeMilliseconds): AbortSignal {
  return AbortSignal.timeout(within)
}

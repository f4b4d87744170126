import type { WholeMilliseconds } from './wholeMilliseconds.ts'

/**
 * Returns a signal that aborts after a calculated time. AbortSignal.timeout throws for fractions of milliseconds, which occur only on fast machines;
 * the type rejects them at compile time.
 */
export function deadlineSignal(within: WholeMilliseconds): AbortSignal {
  return AbortSignal.timeout(within)
}

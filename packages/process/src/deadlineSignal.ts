import type { WholeMilliseconds } from './wholeMilliseconds.ts'

/**
 * Returns a signal that aborts after a computed length of time. AbortSignal.timeout throws for fractions, which only show on machines where what came
 * before took less than the least wait; the type refuses them here.
 */
export function deadlineSignal(within: WholeMilliseconds): AbortSignal {
  return AbortSignal.timeout(within)
}

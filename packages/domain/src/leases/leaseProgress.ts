import { assertNever } from '../assertNever.ts'
import { type DurationSeconds, durationSeconds } from '../units/durationSeconds.ts'

/** Where a lease stands: booked (settled, not ready), active (billing), ended (waiting for close), closed (slot deleted). */
export type LeaseState = 'booked' | 'active' | 'ended' | 'closed'

/**
 * The mutable half of a lease. Offsets count from the start of the window: Ready came at start + readyDelay (0 while booked), the
 * lease ends at start + endOffset. `paidSeconds` were paid out by claims; `creditSeconds` are not billed.
 */
export type LeaseProgress = {
  readonly state: LeaseState
  readonly readyDelaySeconds: DurationSeconds
  readonly endOffsetSeconds: DurationSeconds
  readonly paidSeconds: DurationSeconds
  readonly creditSeconds: DurationSeconds
}

/** Progress of a lease that was settled just now. */
export function bookedProgress(termsDurationSeconds: DurationSeconds): LeaseProgress {
  const none = durationSeconds(0n)
  return { state: 'booked', readyDelaySeconds: none, endOffsetSeconds: termsDurationSeconds, paidSeconds: none, creditSeconds: none }
}

/** State as the lease slot codes it (0 = none: closed or never opened). */
export function leaseStateCode(state: LeaseState): number {
  switch (state) {
    case 'closed':
      return 0
    case 'booked':
      return 1
    case 'active':
      return 2
    case 'ended':
      return 3
    default:
      return assertNever(state)
  }
}

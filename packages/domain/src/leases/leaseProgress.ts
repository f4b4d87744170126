import { assertNever } from '../assertNever.ts'
import { durationSeconds, type DurationSeconds, type UnixSeconds } from '../units/seconds.ts'
import { assert } from '../assert.ts'
import { leaseFlags, type LeaseTerms } from './leaseTerms.ts'
import { readyGraceSeconds } from './readyUntil.ts'

/** Seconds after the grace in which every member of a cluster may still leave free. */
const clusterTrialSeconds = 300n

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

/**
 * What a lease becomes when somebody ends it at `now`: the renter's end comes after the notice, the provider's at once, neither
 * after the end agreed; within the trial nothing is billed. Asserts that the lease is active and `now` is not before Ready.
 */
export function endedProgress(
  terms: LeaseTerms,
  progress: LeaseProgress,
  { now, by }: { now: UnixSeconds; by: 'holder' | 'provider' },
): LeaseProgress {
  assert(progress.state === 'active', 'only an active lease ends')
  const readyAt = terms.start + progress.readyDelaySeconds
  assert(now >= readyAt, 'a lease ends after it was ready')
  if (isInTrial(terms, progress, now)) return { ...progress, state: 'ended', endOffsetSeconds: progress.readyDelaySeconds }
  const wished = now + (by === 'holder' ? terms.noticeSeconds : 0n) - terms.start
  const endOffset = wished < progress.endOffsetSeconds ? wished : (progress.endOffsetSeconds as bigint)
  return { ...progress, state: 'ended', endOffsetSeconds: durationSeconds(endOffset) }
}

/**
 * True while leaving an active lease is free: for its trial after Ready, and a cluster's members at least until 900 s after their
 * start, so that one late member lets all leave. Twin of `LeaseLib.inTrial`.
 */
export function isInTrial(
  terms: Pick<LeaseTerms, 'start' | 'trialSeconds' | 'flags'>,
  progress: Pick<LeaseProgress, 'readyDelaySeconds'>,
  now: UnixSeconds,
): boolean {
  if (now < terms.start + progress.readyDelaySeconds + terms.trialSeconds) return true
  const isCluster = (terms.flags & leaseFlags.cluster) !== 0
  return isCluster && terms.trialSeconds > 0n && now < terms.start + readyGraceSeconds + clusterTrialSeconds
}

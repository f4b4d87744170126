import { assert, assertNever } from '../assertNever.ts'
import { durationSeconds, type DurationSeconds, type UnixSeconds } from '../units/seconds.ts'
import { leaseFlags, type LeaseTerms } from './leaseTerms.ts'
import { readyGraceSeconds } from './readyUntil.ts'

/**
 * In a cluster with a trial, the renter may leave all members without cost for at least this many seconds after the 600 s in which a machine must become ready.
 */
const clusterTrialSeconds = 300n

/**
 * The states of a lease. `booked`: it is settled but not ready. `active`: it is ready and billed. `ended`: it waits to be closed. `closed`: its slot in the
 * contract is deleted.
 */
export const leaseStates = ['booked', 'active', 'ended', 'closed'] as const

/** The state of a lease. */
export type LeaseState = (typeof leaseStates)[number]

/**
 * The part of a lease that changes. Two fields are seconds since the lease's start: Ready came at start + `readyDelaySeconds` (0 while it is booked), and the
 * lease ends at start + `endOffsetSeconds`. `paidSeconds` are already paid to the provider. `creditSeconds` are not billed.
 */
export type LeaseProgress = {
  readonly state: LeaseState
  readonly readyDelaySeconds: DurationSeconds
  readonly endOffsetSeconds: DurationSeconds
  readonly paidSeconds: DurationSeconds
  readonly creditSeconds: DurationSeconds
}

/** Returns the progress of a lease that has just settled and is not ready yet. */
export function bookedProgress(termsDurationSeconds: DurationSeconds): LeaseProgress {
  const none = durationSeconds(0n)
  return { state: 'booked', readyDelaySeconds: none, endOffsetSeconds: termsDurationSeconds, paidSeconds: none, creditSeconds: none }
}

/** Returns the code of a state in the lease slot. 0 means closed or never opened. */
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
 * Returns the progress of a lease that one party ends at `now`. If the renter ends it, the end takes effect after the notice, but not after the agreed end. If
 * the provider ends it, the end takes effect at once. If `now` is within the trial, nothing is billed. Asserts that the lease is active and that `now` is not
 * before Ready.
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
 * Returns true while the renter may leave an active lease free: for the trial after Ready. In a cluster with a trial, this is at least until 900 s after the
 * start, so that the renter can leave all members if one of them is late. Calculates the same as `LeaseLib.inTrial`.
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

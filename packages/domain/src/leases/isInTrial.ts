import type { UnixSeconds } from '../units/unixSeconds.ts'
import type { LeaseProgress } from './leaseProgress.ts'
import { type LeaseTerms, leaseFlags } from './leaseTerms.ts'
import { readyGraceSeconds } from './readyUntil.ts'

/** Seconds after the grace in which every member of a cluster may still leave free. */
const clusterTrialSeconds = 300n

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

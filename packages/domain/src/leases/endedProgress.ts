import { assert } from '../assert.ts'
import { durationSeconds } from '../units/durationSeconds.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'
import { isInTrial } from './isInTrial.ts'
import type { LeaseProgress } from './leaseProgress.ts'
import type { LeaseTerms } from './leaseTerms.ts'

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

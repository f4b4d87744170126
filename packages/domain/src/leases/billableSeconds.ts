import { type DurationSeconds, durationSeconds } from '../units/durationSeconds.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'
import type { LeaseProgress } from './leaseProgress.ts'
import type { LeaseTerms } from './leaseTerms.ts'

/** Seconds billed by `at`: min(at, end) − readyAt − credit, never below 0; 0 until Ready. A trial that still runs counts here. */
export function billableSeconds(terms: Pick<LeaseTerms, 'start'>, progress: LeaseProgress, at: UnixSeconds): DurationSeconds {
  if (progress.state === 'booked') return durationSeconds(0n)
  const end = terms.start + progress.endOffsetSeconds
  const until = at < end ? (at as bigint) : end
  const billed = until - (terms.start + progress.readyDelaySeconds) - progress.creditSeconds
  return durationSeconds(billed > 0n ? billed : 0n)
}

import { type UnixSeconds, unixSeconds } from '../units/seconds.ts'
import type { LeaseTerms } from './leaseTerms.ts'

/** A lease must be ready within this many seconds after its start. */
export const readyGraceSeconds = 600n

/**
 * Returns the last second at which a lease can become ready: 600 s after its start, or its end if that is earlier. A lease that is not ready by then is a
 * no-show. Calculates the same as `LeaseLib.readyUntil`.
 */
export function readyUntil({ start, durationSeconds }: Pick<LeaseTerms, 'start' | 'durationSeconds'>): UnixSeconds {
  const grace = durationSeconds < readyGraceSeconds ? (durationSeconds as bigint) : readyGraceSeconds
  return unixSeconds(start + grace)
}

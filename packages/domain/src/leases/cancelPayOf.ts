import { durationSeconds } from '../units/durationSeconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'
import { payOf } from './escrowOf.ts'
import type { LeaseTerms } from './leaseTerms.ts'

/**
 * What a renter pays for cancelling a lease that is not ready, in base units before fees: before the start price × gpus ×
 * clamp(notice − (start − now), 0, duration); from the start on nothing, because the node is late.
 */
export function cancelPayOf(terms: LeaseTerms, now: UnixSeconds): PTokenUnits {
  const { pricePerGpuSecond, gpus } = terms
  const owed = now < terms.start ? terms.noticeSeconds - (terms.start - now) : 0n
  const clamped = owed < 0n ? 0n : owed > terms.durationSeconds ? (terms.durationSeconds as bigint) : owed
  return payOf({ pricePerGpuSecond, gpus, billableSeconds: durationSeconds(clamped) })
}

import { durationSeconds, type UnixSeconds } from '../units/seconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import { payOf } from './escrowOf.ts'
import { type LeaseTerms, leaseFlags } from './leaseTerms.ts'
import { readyUntil } from './readyUntil.ts'

/** The terms of a lease that decide how much is paid for cancelling it. */
export type CancelPayTerms = Pick<LeaseTerms, 'pricePerGpuSecond' | 'gpus' | 'start' | 'durationSeconds' | 'noticeSeconds' | 'trialSeconds' | 'flags'>

/**
 * Returns the pay for cancelling a lease that is not ready, in base units before fees: price × gpus × the seconds owed, at most the seconds of the whole lease.
 * The seconds depend on the time of the cancellation:
 * - Before the start, the renter owes the part of the notice that extends past the start.
 * - From the start until `readyUntil`, the renter owes the whole notice. For a spot lease or a lease with a trial, the renter owes nothing then.
 * - After `readyUntil`, nothing is owed.
 * Calculates the same as `LeaseLib.noticeOwed`; vectors: `vectors/lease.json`.
 */
export function cancelPayOf(terms: CancelPayTerms, now: UnixSeconds): PTokenUnits {
  const { pricePerGpuSecond, gpus, durationSeconds: duration } = terms
  const owed = noticeOwed(terms, now)
  return payOf({ pricePerGpuSecond, gpus, billableSeconds: durationSeconds(owed > duration ? (duration as bigint) : owed) })
}

/** Returns true if the renter pays the notice for cancelling the lease between its start and Ready. That is so for a forward lease without a trial. */
export function owesNoticeAfterStart({ trialSeconds, flags }: Pick<LeaseTerms, 'trialSeconds' | 'flags'>): boolean {
  return (flags & leaseFlags.spot) === 0 && trialSeconds === 0n
}

function noticeOwed(terms: CancelPayTerms, now: UnixSeconds): bigint {
  const { start, noticeSeconds } = terms
  if (now < start) {
    const lead = start - now
    return noticeSeconds > lead ? noticeSeconds - lead : 0n
  }
  return owesNoticeAfterStart(terms) && now <= readyUntil(terms) ? noticeSeconds : 0n
}

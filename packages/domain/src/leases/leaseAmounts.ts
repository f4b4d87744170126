import { assert } from '../assertNever.ts'
import { feesIn, type ShareFees, shareFees } from '../fees/fees.ts'
import { durationSeconds, type DurationSeconds, unixSeconds, type UnixSeconds } from '../units/seconds.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'
import { escrowOf, payOf } from './escrowOf.ts'
import { isInTrial, type LeaseProgress } from './leaseProgress.ts'
import type { LeaseTerms } from './leaseTerms.ts'

/**
 * Amounts of a lease at a moment, in base units. `pay` is what the lease has earned until then, and the fees are fractions of it. `spent` is the pay plus the
 * renter's fee. `refund` is what the renter would get back if no further second were billed, so spent + refund = escrow. `vested` is the pay that accrued at
 * least one hour ago: 0 during the trial, all of it one hour after the end. `claimable` is vested pay that was not claimed, before the provider's fee. For the
 * effect of an early end, pass `endedProgress(…)`.
 */
export type LeaseAmounts = ShareFees & {
  readonly escrow: PTokenUnits
  readonly billableSeconds: DurationSeconds
  readonly pay: PTokenUnits
  readonly spent: PTokenUnits
  readonly refund: PTokenUnits
  readonly vested: PTokenUnits
  readonly claimable: PTokenUnits
}

/** Seconds from the time when pay accrues to the time when the provider can claim it. */
export const vestingSeconds = 3600n

/** Calculates the amounts of a lease at `now`. All amounts are exact except the fees, which are rounded up against the payer. Vectors: `vectors/lease.json`. */
export function leaseAmounts(terms: LeaseTerms, progress: LeaseProgress, now: UnixSeconds): LeaseAmounts {
  const { pricePerGpuSecond, gpus, feeBps } = terms
  const billable = billableSeconds(terms, progress, now)
  const pay = payOf({ pricePerGpuSecond, gpus, billableSeconds: billable })
  const fees = shareFees({ pay, feeBps })
  const spent = pTokenUnits(pay + feesIn(fees, { payer: 'renter', charge: 'share' }).total)
  const escrow = escrowOf(terms)
  assert(spent <= escrow, 'a lease never spends more than its escrow')
  const vestedSeconds = vestedSecondsOf(terms, progress, now)
  const unclaimed = vestedSeconds - progress.paidSeconds
  const claimableSeconds = durationSeconds(unclaimed > 0n ? unclaimed : 0n)
  return {
    escrow,
    billableSeconds: billable,
    pay,
    ...fees,
    spent,
    refund: pTokenUnits(escrow - spent),
    vested: payOf({ pricePerGpuSecond, gpus, billableSeconds: vestedSeconds }),
    claimable: payOf({ pricePerGpuSecond, gpus, billableSeconds: claimableSeconds }),
  }
}

/**
 * Returns the seconds of a lease that have vested at `now`, whether the provider was paid for them or not. These are the seconds that were billed one hour
 * before `now`, or 0 while the renter may still leave free. Calculates the same as `LeaseLib.vestedAt`.
 */
function vestedSecondsOf(terms: LeaseTerms, progress: LeaseProgress, now: UnixSeconds): DurationSeconds {
  if (isInTrial(terms, progress, now) || now < vestingSeconds) return durationSeconds(0n)
  return billableSeconds(terms, progress, unixSeconds(now - vestingSeconds))
}

/** Returns the seconds billed by `at`: min(at, end) − readyAt − credit, at least 0; 0 until Ready. Seconds of a trial that still runs are included. */
export function billableSeconds(terms: Pick<LeaseTerms, 'start'>, progress: LeaseProgress, at: UnixSeconds): DurationSeconds {
  if (progress.state === 'booked') return durationSeconds(0n)
  const end = terms.start + progress.endOffsetSeconds
  const until = at < end ? (at as bigint) : end
  const billed = until - (terms.start + progress.readyDelaySeconds) - progress.creditSeconds
  return durationSeconds(billed > 0n ? billed : 0n)
}

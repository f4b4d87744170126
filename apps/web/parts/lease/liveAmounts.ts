import {
  durationSeconds,
  endedProgress,
  feeRecord,
  feesIn,
  isInTrial,
  leaseAmounts,
  type LeaseProgress,
  pTokenUnits,
  type ShareFees,
  unixSeconds,
} from '@infinitio/domain'
import { leaseTermsFromWire, type LeaseWire } from '@infinitio/domain/wire'
import { cancelCost } from '#web/parts/lease/cancelCost.ts'

/**
 * The amounts of a lease at a moment of the block clock, in base units. `ifEnded` has the amounts that would be settled if the holder ended the lease at that
 * moment; null if the lease cannot be ended.
 */
export type LiveAmounts = {
  readonly spent: bigint
  /** `spent` and the fees that were paid when the lease was booked, which no end refunds. */
  readonly paid: bigint
  readonly pay: bigint
  readonly fees: ShareFees
  readonly refund: bigint
  readonly billedSeconds: number
  readonly perSecond: bigint
  readonly isBilling: boolean
  readonly isInTrial: boolean
  readonly secondsLeft: number
  readonly ifEnded: EndAmounts | null
}

/**
 * Calculates the amounts of a lease at `now` with the same arithmetic as the contract, so that the page can update them between two API answers. For a closed
 * lease, returns the final totals.
 */
export function liveAmounts(lease: LeaseWire, now: number): LiveAmounts {
  const terms = leaseTermsFromWire(lease.terms)
  const secondsLeft = Math.max(0, lease.endsAt - now)
  const perSecond = terms.pricePerGpuSecond * BigInt(terms.gpus)
  const flat = feesIn(lease, { payer: 'renter', charge: 'flat' }).total
  if (lease.state === 'closed') {
    const { refund, paidSeconds } = lease.paid
    const pay = BigInt(lease.paid.pay)
    const spent = pay + feesIn(lease.paid, { payer: 'renter', charge: 'share' }).total
    return {
      spent,
      paid: spent + flat,
      pay,
      fees: feeRecord({ charge: 'share' }, (key) => pTokenUnits(BigInt(lease.paid[key]))),
      refund: BigInt(refund),
      billedSeconds: paidSeconds,
      perSecond,
      isBilling: false,
      isInTrial: false,
      secondsLeft: 0,
      ifEnded: null,
    }
  }
  const progress = leaseProgressOf(lease)
  const at = unixSeconds(BigInt(now))
  const amounts = leaseAmounts(terms, progress, at)
  const readyAt = Number(terms.start + progress.readyDelaySeconds)
  return {
    spent: amounts.spent,
    paid: amounts.spent + flat,
    pay: amounts.pay,
    fees: amounts,
    refund: refundOf(lease, { now, refund: amounts.refund }),
    billedSeconds: Number(amounts.billableSeconds),
    perSecond,
    isBilling: lease.state === 'active' && secondsLeft > 0,
    isInTrial: lease.state === 'active' && isInTrial(terms, progress, at),
    secondsLeft,
    ifEnded: lease.state === 'active' && now >= readyAt ? amountsIfEnded(lease, { now, by: 'holder' }) : null,
  }
}

/**
 * Returns the refund of a lease, in base units. If the locked money was already refunded, this is the paid refund. If the lease is not ready yet, it is the
 * locked amount without the cost of cancelling now. Otherwise it is the parameter `refund`.
 */
function refundOf(lease: LeaseWire, { now, refund }: { now: number; refund: bigint }): bigint {
  if (isRefunded(lease)) return BigInt(lease.paid.refund)
  return lease.state === 'booked' ? cancelCost(lease, now).refund : refund
}

/**
 * Returns true if the contract has already refunded the locked money that it did not bill. It refunds this money at once if somebody ends the lease, and at the
 * close if the lease's time runs out.
 */
export function isRefunded(lease: Pick<LeaseWire, 'state' | 'ended'>): boolean {
  return lease.state === 'closed' || (lease.state === 'ended' && lease.ended !== null)
}

/**
 * The amounts that are settled when a lease ends, in base units: the pay of the provider, the fees of renter and provider, and the refund. `billedSeconds` is
 * the billed time. `secondsGivenUp` is the time after the notice period that the renter had locked money for and does not use.
 */
type EndAmounts = {
  readonly pay: bigint
  readonly fees: ShareFees
  readonly refund: bigint
  readonly billedSeconds: number
  readonly secondsGivenUp: number
}

/** Returns the amounts that an end of an active lease at `now` (Unix seconds) settles, if `by` ends it. Uses the same arithmetic as the contract. */
export function amountsIfEnded(lease: LeaseWire, { now, by }: { now: number; by: 'holder' | 'provider' }): EndAmounts {
  const terms = leaseTermsFromWire(lease.terms)
  const ended = endedProgress(terms, leaseProgressOf(lease), { now: unixSeconds(BigInt(now)), by })
  const end = unixSeconds(terms.start + ended.endOffsetSeconds)
  const amounts = leaseAmounts(terms, ended, end)
  const { pay, refund, billableSeconds } = amounts
  return { pay, fees: amounts, refund, billedSeconds: Number(billableSeconds), secondsGivenUp: Math.max(0, lease.endsAt - Number(end)) }
}

/** Returns the progress of a lease in the form that the contract's arithmetic needs. */
function leaseProgressOf(lease: LeaseWire): LeaseProgress {
  const { start } = lease.terms
  return {
    state: lease.state,
    readyDelaySeconds: durationSeconds(BigInt(Math.max(0, (lease.ready?.at ?? start) - start))),
    endOffsetSeconds: durationSeconds(BigInt(Math.max(0, lease.endsAt - start))),
    paidSeconds: durationSeconds(BigInt(lease.paid.paidSeconds)),
    creditSeconds: durationSeconds(BigInt(lease.creditSeconds)),
  }
}

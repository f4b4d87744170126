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
 * The amounts of a lease at a moment of the block clock, in base units. `ifEnded` has the amounts that an end now would settle; null if the lease
 * cannot be ended.
 */
export type LiveAmounts = {
  readonly spent: bigint
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
  if (lease.state === 'closed') {
    const { refund, paidSeconds } = lease.paid
    const pay = BigInt(lease.paid.pay)
    return {
      spent: pay + feesIn(lease.paid, { payer: 'renter', charge: 'share' }).total,
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
 * Returns the refund, in base units, if the lease ended now. If the locked amount was already refunded, returns that refund. If the lease is not ready yet,
 * returns the locked amount without the cost of cancelling. Otherwise returns `refund`.
 */
function refundOf(lease: LeaseWire, { now, refund }: { now: number; refund: bigint }): bigint {
  if (isRefunded(lease)) return BigInt(lease.paid.refund)
  return lease.state === 'booked' ? cancelCost(lease, now).refund : refund
}

/**
 * Returns true if the locked money that was not billed is already refunded. The contract refunds it at once if somebody ends the lease, and at the close if the
 * lease's time runs out.
 */
export function isRefunded(lease: Pick<LeaseWire, 'state' | 'ended'>): boolean {
  return lease.state === 'closed' || (lease.state === 'ended' && lease.ended !== null)
}

/**
 * The amounts that are paid when a lease ends, in base units: the pay, the fees of renter and provider, and the refund. Also the number of billed seconds, and
 * of the seconds that the renter gives up after the notice period.
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

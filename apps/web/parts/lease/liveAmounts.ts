import { durationSeconds, endedProgress, isInTrial, leaseAmounts, type LeaseProgress, unixSeconds } from '@infinitio/domain'
import { leaseTermsFromWire, type LeaseWire } from '@infinitio/domain/wire'
import { cancelCost } from '#web/parts/lease/cancelCost.ts'

/** The money of a lease at a moment of the block clock, in base units. `ifEnded` is what ending now would settle; null when it cannot be ended. */
export type LiveAmounts = {
  readonly spent: bigint
  readonly pay: bigint
  readonly fee: bigint
  readonly refund: bigint
  readonly billedSeconds: number
  readonly perSecond: bigint
  readonly isBilling: boolean
  readonly isInTrial: boolean
  readonly secondsLeft: number
  readonly ifEnded: EndAmounts | null
}

/** Calculates the amounts with the contract's own arithmetic, so that the page counts on between two answers of the API. Closed leases use the final totals. */
export function liveAmounts(lease: LeaseWire, now: number): LiveAmounts {
  const terms = leaseTermsFromWire(lease.terms)
  const secondsLeft = Math.max(0, lease.endsAt - now)
  const perSecond = terms.pricePerGpuSecond * BigInt(terms.gpus)
  if (lease.state === 'closed') {
    const { pay, renterFee, refund, paidSeconds } = lease.paid
    const [finalPay, fee] = [BigInt(pay), BigInt(renterFee)]
    return {
      spent: finalPay + fee,
      pay: finalPay,
      fee,
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
    fee: amounts.renterFee,
    refund: refundOf(lease, { now, refund: amounts.refund }),
    billedSeconds: Number(amounts.billableSeconds),
    perSecond,
    isBilling: lease.state === 'active' && secondsLeft > 0,
    isInTrial: lease.state === 'active' && isInTrial(terms, progress, at),
    secondsLeft,
    ifEnded: lease.state === 'active' && now >= readyAt ? amountsIfEnded(lease, { now, by: 'holder' }) : null,
  }
}

/** Cancelling a lease that is not ready refunds its escrow, less the notice. */
function refundOf(lease: LeaseWire, { now, refund }: { now: number; refund: bigint }): bigint {
  if (isRefunded(lease)) return BigInt(lease.paid.refund)
  return lease.state === 'booked' ? cancelCost(lease, now).refund : refund
}

/** True when the escrow that was not billed is refunded already: ending a lease refunds it at once, a lease that ran out is refunded when it is closed. */
export function isRefunded(lease: Pick<LeaseWire, 'state' | 'ended'>): boolean {
  return lease.state === 'closed' || (lease.state === 'ended' && lease.ended !== null)
}

/** What an end settles, in base units: pay, the renter's fee (the provider's is as much), what comes back, the seconds billed, and those given up after a notice. */
type EndAmounts = {
  readonly pay: bigint
  readonly fee: bigint
  readonly refund: bigint
  readonly billedSeconds: number
  readonly secondsGivenUp: number
}

/** Returns what ending an active lease at `now` (Unix seconds) settles, when its holder or its provider ends it. Uses the contract's own arithmetic. */
export function amountsIfEnded(lease: LeaseWire, { now, by }: { now: number; by: 'holder' | 'provider' }): EndAmounts {
  const terms = leaseTermsFromWire(lease.terms)
  const ended = endedProgress(terms, leaseProgressOf(lease), { now: unixSeconds(BigInt(now)), by })
  const end = unixSeconds(terms.start + ended.endOffsetSeconds)
  const { pay, renterFee: fee, refund, billableSeconds } = leaseAmounts(terms, ended, end)
  return { pay, fee, refund, billedSeconds: Number(billableSeconds), secondsGivenUp: Math.max(0, lease.endsAt - Number(end)) }
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

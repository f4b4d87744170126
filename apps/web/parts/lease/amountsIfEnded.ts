import { endedProgress, leaseAmounts, unixSeconds } from '@infinitio/domain'
import { type LeaseWire, leaseTermsFromWire } from '@infinitio/domain/wire'
import { leaseProgressOf } from '#web/parts/lease/leaseProgressOf.ts'

/** What an end settles, in base units: pay, the renter's fee (the provider's is as much), what comes back, the seconds billed, and those given up after a notice. */
export type EndAmounts = {
  readonly pay: bigint
  readonly fee: bigint
  readonly refund: bigint
  readonly billedSeconds: number
  readonly secondsGivenUp: number
}

/** What it would settle to end an active lease at `now` (Unix seconds), by who holds it or by its provider; the contract's own arithmetic. */
export function amountsIfEnded(lease: LeaseWire, { now, by }: { now: number; by: 'holder' | 'provider' }): EndAmounts {
  const terms = leaseTermsFromWire(lease.terms)
  const ended = endedProgress(terms, leaseProgressOf(lease), { now: unixSeconds(BigInt(now)), by })
  const end = unixSeconds(terms.start + ended.endOffsetSeconds)
  const { pay, renterFee: fee, refund, billableSeconds } = leaseAmounts(terms, ended, end)
  return { pay, fee, refund, billedSeconds: Number(billableSeconds), secondsGivenUp: Math.max(0, lease.endsAt - Number(end)) }
}

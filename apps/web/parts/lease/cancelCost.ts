import { cancelPayOf, escrowOf, feesIn, owesNoticeAfterStart, readyUntil, shareFees, unixSeconds } from '@infinitio/domain'
import { type LeaseWire, leaseTermsFromWire } from '@infinitio/domain/wire'

/**
 * The cost of cancelling a lease before it is ready, at one moment of the block clock. Amounts are in base units.
 * - `cost`: the provider's pay plus the renter's fee
 * - `most`: the highest cost at any moment before the lease is ready
 * - `refund`: the rest of the escrow
 * - `freeUntil`: the last second before the start in which cancelling is free; null if the lease has no notice period
 * - `costsUntil`: the last second in which cancelling costs anything
 * - `isNoShow`: true if the machine was not ready in time. The holder then reports a no-show, which may pay compensation.
 */
export type CancelCost = {
  readonly cost: bigint
  readonly most: bigint
  readonly refund: bigint
  readonly freeUntil: number | null
  readonly costsUntil: number
  readonly isNoShow: boolean
}

/** Returns the cost of cancelling at `now`, in Unix seconds of the block clock. It uses the same arithmetic as the contract. */
export function cancelCost({ terms: wire }: Pick<LeaseWire, 'terms'>, now: number): CancelCost {
  const terms = leaseTermsFromWire(wire)
  const withFee = (at: bigint) => {
    const pay = cancelPayOf(terms, unixSeconds(at))
    return pay + feesIn(shareFees({ pay, feeBps: terms.feeBps }), { payer: 'renter', charge: 'share' }).total
  }
  const cost = withFee(BigInt(now))
  const lastCostly = owesNoticeAfterStart(terms) ? readyUntil(terms) : terms.start - 1n
  return {
    cost,
    most: withFee(lastCostly),
    refund: escrowOf(terms) - cost,
    freeUntil: terms.noticeSeconds === 0n ? null : Number(terms.start - terms.noticeSeconds),
    costsUntil: Number(lastCostly),
    isNoShow: BigInt(now) > readyUntil(terms),
  }
}

import { feesIn, shareFees } from '../fees/fees.ts'
import { payOf } from '../leases/escrowOf.ts'
import type { Bps } from '../units/bps.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'
import { durationSeconds, type DurationSeconds } from '../units/seconds.ts'

/**
 * Limits of the operator's share: the amount that the operator pays a provider for credited time that the provider did not cause.
 * - `spanSeconds`: only market fees and earlier payments of this time before a payment count.
 * - `providerFeesBps`: all payments to a provider in that time may be at most this part, in basis points, of the market fees of the provider's own leases.
 * - `operatorFeesBps`: all payments to all providers may be at most this part of the fees of all leases.
 * - `secondsOfLease`: the longest time that is paid for one lease.
 */
export const shareLimits = { spanSeconds: 30n * 86_400n, secondsOfLease: 3_600n, providerFeesBps: 5_000n, operatorFeesBps: 1_000n } as const

/**
 * The limits that can reduce the operator's share below the pay for the credited seconds, in the sequence in which they apply: one hour for each lease, the
 * reference price of the GPU class, the fees of the provider's leases, and the fees of all leases.
 */
export const shareCuts = ['hour', 'reference_price', 'provider_fees', 'operator_fees'] as const

/** A limit that reduced an operator's share (its payment to a provider for credited time). */
export type ShareCut = (typeof shareCuts)[number]

/** A closed lease with seconds that validators took off its bill and that its provider did not cause. */
export type CreditedLease = {
  readonly leaseId: bigint
  readonly provider: string
  readonly creditedSeconds: DurationSeconds
  readonly gpus: number
  readonly pricePerGpuSecond: PTokenUnits
  readonly referencePricePerGpuSecond: PTokenUnits
  readonly feeBps: Bps
}

/** Sums of the last `shareLimits.spanSeconds`: market fees that closed leases paid, and shares that the operator paid to providers. */
export type ShareSums = { readonly fees: bigint; readonly paid: bigint }

/**
 * The operator's share (its payment to the provider) for one lease, in PToken base units. `asked` is the pay for all credited seconds after the provider's fee,
 * without limits.
 */
export type OperatorShare = {
  readonly leaseId: bigint
  readonly provider: string
  readonly seconds: DurationSeconds
  readonly asked: PTokenUnits
  readonly amount: PTokenUnits
  readonly cuts: readonly ShareCut[]
}

/** The sums of the last 30 days, for each provider and for all providers together. */
export type ShareHistory = { readonly ofProvider: ReadonlyMap<string, ShareSums>; readonly ofAll: ShareSums }

/**
 * Calculates the operator's shares (its payments to providers for credited time) for some leases, one lease after another in the order of lease ids. Each
 * payment also counts against the limits of the next lease. The order of the input does not matter. No payment exceeds a limit. Vectors: `vectors/shares.json`.
 */
export function planShares(leases: readonly CreditedLease[], { ofProvider, ofAll }: ShareHistory): OperatorShare[] {
  const paidTo = new Map<string, bigint>()
  let paid = ofAll.paid
  const inSequence = [...leases].sort((one, other) => (one.leaseId < other.leaseId ? -1 : 1))
  return inSequence.map((lease) => {
    const known = ofProvider.get(lease.provider) ?? { fees: 0n, paid: 0n }
    const before = paidTo.get(lease.provider) ?? known.paid
    const share = shareOf(lease, {
      provider: leftOf({ fees: known.fees, paid: before }, shareLimits.providerFeesBps),
      operator: leftOf({ fees: ofAll.fees, paid }, shareLimits.operatorFeesBps),
    })
    paidTo.set(lease.provider, before + share.amount)
    paid += share.amount
    return share
  })
}

function leftOf({ fees, paid }: ShareSums, limitBps: bigint): bigint {
  const left = (fees * limitBps) / 10_000n - paid
  return left > 0n ? left : 0n
}

function shareOf(lease: CreditedLease, left: { readonly provider: bigint; readonly operator: bigint }): OperatorShare {
  const { leaseId, provider, creditedSeconds, pricePerGpuSecond, referencePricePerGpuSecond } = lease
  const seconds = durationSeconds(least(creditedSeconds, shareLimits.secondsOfLease))
  const asked = earned(lease, { seconds: creditedSeconds, price: pricePerGpuSecond })
  const inAnHour = earned(lease, { seconds, price: pricePerGpuSecond })
  const atReference = earned(lease, { seconds, price: pTokenUnits(least(pricePerGpuSecond, referencePricePerGpuSecond)) })
  const ofProvider = least(atReference, left.provider)
  const amount = pTokenUnits(least(ofProvider, left.operator))
  const steps: readonly (readonly [ShareCut, boolean])[] = [
    ['hour', inAnHour < asked],
    ['reference_price', atReference < inAnHour],
    ['provider_fees', ofProvider < atReference],
    ['operator_fees', amount < ofProvider],
  ]
  return { leaseId, provider, seconds, asked, amount, cuts: steps.flatMap(([cut, isCut]) => (isCut ? [cut] : [])) }
}

/** Returns what the provider earns for some seconds of a lease, after the provider's fee, in base units. */
function earned(
  { gpus, feeBps }: CreditedLease,
  { seconds, price }: { readonly seconds: DurationSeconds; readonly price: PTokenUnits },
): PTokenUnits {
  const pay = payOf({ pricePerGpuSecond: price, gpus, billableSeconds: seconds })
  return pTokenUnits(pay - feesIn(shareFees({ pay, feeBps }), { payer: 'provider', charge: 'share' }).total)
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}

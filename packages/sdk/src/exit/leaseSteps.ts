import {
  type Address,
  assertNever,
  billableSeconds,
  cancelPayOf,
  type DurationSeconds,
  type FeeLine,
  endedProgress,
  escrowOf,
  feesIn,
  type LeaseTerms,
  leaseAmounts,
  payOf,
  pTokenUnits,
  readyUntil,
  shareFees,
  type UnixSeconds,
  unixSeconds,
  vestingSeconds,
} from '@infinitio/domain'
import type { ExitLease } from './exitState.ts'
import type { ExitGain, ExitStep, PlannedStep } from './exitStep.ts'

/**
 * Returns the steps by which an account leaves one lease. For each of its roles (holder, provider) there is at most one step for now and one for later. A lease
 * that the account may not end continues to run.
 */
export function leaseSteps(lease: ExitLease, { account, now }: { account: Address; now: UnixSeconds }): PlannedStep[] {
  const steps = [...(lease.holder === account ? holderSteps(lease, now) : []), ...(lease.terms.provider === account ? providerSteps(lease, now) : [])]
  // An account that is both renter and provider of a lease ends it once, not twice.
  return steps.filter(({ key }, at) => steps.findIndex((other) => other.key === key) === at)
}

function holderSteps(lease: ExitLease, now: UnixSeconds): PlannedStep[] {
  const { terms, progress } = lease
  switch (progress.state) {
    case 'booked': {
      if (now > readyUntil(terms)) return [stepOf(lease, 'noShow', null, exactly(escrowOf(terms)))]
      const owed = cancelPayOf(terms, now)
      return [
        stepOf(lease, 'cancelLease', null, { place: 'market', amount: refundAfter(terms, owed), certainty: owed === 0n ? 'exact' : 'byTheSecond' }),
      ]
    }
    case 'active': {
      // The lease may have become ready in a block that is newer than the clock that was read, so use the later time.
      const readyAt = unixSeconds(terms.start + progress.readyDelaySeconds)
      const ended = endedProgress(terms, progress, { now: now > readyAt ? now : readyAt, by: 'holder' })
      const billed = billableSeconds(terms, ended, unixSeconds(terms.start + ended.endOffsetSeconds))
      const paid = progress.paidSeconds > billed ? progress.paidSeconds : billed
      const isOver = now >= terms.start + progress.endOffsetSeconds
      return [
        stepOf(lease, 'end', null, { place: 'market', amount: refundAfter(terms, payFor(terms, paid)), certainty: isOver ? 'exact' : 'byTheSecond' }),
      ]
    }
    // When the lease ended, the refund was already paid, so all remaining funds belong to the provider.
    case 'ended':
    case 'closed':
      return []
    default:
      return assertNever(progress.state)
  }
}

function providerSteps(lease: ExitLease, now: UnixSeconds): PlannedStep[] {
  const { terms, progress } = lease
  if (progress.state === 'closed') return []
  const closesAt = unixSeconds(terms.start + progress.endOffsetSeconds + vestingSeconds)
  if (progress.state === 'booked') {
    const isLate = now > readyUntil(terms)
    const most = netPay(terms, { from: progress.paidSeconds, to: terms.durationSeconds })
    return isLate || most === 0n ? [] : [stepOf(lease, 'close', closesAt, { place: 'market', amount: most, certainty: 'atMost' })]
  }
  const end = unixSeconds(terms.start + progress.endOffsetSeconds)
  const whole = billableSeconds(terms, progress, end)
  if (now >= closesAt) {
    const last = netPay(terms, { from: progress.paidSeconds, to: whole })
    return last > 0n ? [stepOf(lease, 'close', null, exactly(last))] : []
  }
  const { vested } = leaseAmounts(terms, progress, now)
  const rate = payFor(terms, 1n)
  const vestedSeconds = (rate === 0n ? 0n : vested / rate) as DurationSeconds
  const claimed = vestedSeconds > progress.paidSeconds ? vestedSeconds : progress.paidSeconds
  const gain = netPay(terms, { from: progress.paidSeconds, to: claimed })
  const rest = netPay(terms, { from: claimed, to: whole })
  return [
    ...(gain > 0n ? [stepOf(lease, 'claim', null, { place: 'market', amount: gain, certainty: 'byTheSecond' } as const)] : []),
    ...(rest > 0n ? [stepOf(lease, 'close', closesAt, { place: 'market', amount: rest, certainty: 'atMost' } as const)] : []),
  ]
}

type LeaseStepKind = Extract<ExitStep, { terms: LeaseTerms }>['kind']

function stepOf({ market, leaseId, terms }: ExitLease, kind: LeaseStepKind, from: UnixSeconds | null, gain: ExitGain): PlannedStep {
  return { key: `${kind}:${market}:${leaseId}`, step: { kind, market, leaseId, terms }, gain: gain.amount === 0n ? null : gain, from }
}

const exactly = (amount: bigint): ExitGain => ({ place: 'market', amount, certainty: 'exact' })

function payFor({ pricePerGpuSecond, gpus }: LeaseTerms, seconds: bigint): bigint {
  return payOf({ pricePerGpuSecond, gpus, billableSeconds: seconds as DurationSeconds })
}

/** Returns the holder's refund if the provider receives `pay`: the escrow less the pay and the renter's fees on it. */
function refundAfter(terms: LeaseTerms, pay: bigint): bigint {
  return escrowOf(terms) - pay - sharesOf(terms, pay, 'renter')
}

/** Returns the fees that one side, renter or provider, owes on this pay. */
function sharesOf({ feeBps }: LeaseTerms, pay: bigint, payer: FeeLine['payer']): bigint {
  return feesIn(shareFees({ pay: pTokenUnits(pay), feeBps }), { payer, charge: 'share' }).total
}

/**
 * Returns the provider's pay for the seconds after `from` up to `to` (counted from the start), less its fees. The contract rounds the fees of the whole time
 * since the start. So the fees here are the difference of two such totals.
 */
function netPay(terms: LeaseTerms, { from, to }: { from: bigint; to: bigint }): bigint {
  if (to <= from) return 0n
  const fee = (seconds: bigint) => sharesOf(terms, payFor(terms, seconds), 'provider')
  return payFor(terms, to - from) - (fee(to) - fee(from))
}

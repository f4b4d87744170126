import { bps, durationSeconds, escrowOf, type FeeFields, feeKeysOf, feesIn, pTokenUnits } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'

/** The contract's longest step of a standing order, and the longest lease it can write down. */
const mostStepSeconds = 3_600
const mostTotalSeconds = 2 ** 24 - 1

type FlatFees = { payer: 'renter'; charge: 'flat' }
/** The lease, or what it will be, as far as a standing order to extend it is concerned. */
export type AutoExtendable = FeeFields<FlatFees> & {
  readonly terms: Pick<LeaseWire['terms'], 'pricePerGpuSecond' | 'gpus' | 'feeBps' | 'start' | 'askMaxDurationSeconds' | 'askAvailableUntil'>
  readonly endsAt: number
}

/** How far a lease extends by itself. `most` is what it locks at most, PToken base units, fees included; `limit` is what stops it there. */
export type AutoExtendPlan = {
  readonly stepSeconds: number
  readonly steps: number
  readonly maxTotalSeconds: number
  /** Unix seconds. */
  readonly latestEnd: number
  readonly most: bigint
  readonly limit: 'budget' | 'ask'
}

/** Why there is nothing to sign: the step is no whole number of seconds up to an hour, the ask leaves no room for a step, or the budget does not. */
export type AutoExtendProblem = { readonly problem: 'step' | 'budget' | 'ask' }

/**
 * Turns a budget for a whole lease (PToken base units: what it locks from its start on, fees included) into the seconds that `signAutoExtend` takes: as many whole steps as the
 * budget and the ask allow. The contract counts seconds and has no budget; at the lease's fixed price the one follows from the other, exactly.
 */
export function planAutoExtend(
  lease: AutoExtendable,
  { budget, stepSeconds }: { budget: bigint; stepSeconds: number },
): AutoExtendPlan | AutoExtendProblem {
  if (!Number.isSafeInteger(stepSeconds) || stepSeconds < 1 || stepSeconds > mostStepSeconds) return { problem: 'step' }
  const { terms, endsAt } = lease
  const flat = feesIn(lease, { payer: 'renter', charge: 'flat' }).total
  const { start, askMaxDurationSeconds, askAvailableUntil } = terms
  const lasts = endsAt - start
  const affordable = secondsFor(terms, budget - flat)
  const allowed = Math.min(askMaxDurationSeconds, askAvailableUntil - start, mostTotalSeconds)
  const stepsIn = (seconds: number) => Math.max(0, Math.floor((seconds - lasts) / stepSeconds))
  // Where the ask leaves no room, no budget makes any.
  if (stepsIn(allowed) === 0) return { problem: 'ask' }
  if (stepsIn(affordable) === 0) return { problem: 'budget' }
  const steps = Math.min(stepsIn(affordable), stepsIn(allowed))
  const maxTotalSeconds = lasts + steps * stepSeconds
  return {
    stepSeconds,
    steps,
    maxTotalSeconds,
    latestEnd: start + maxTotalSeconds,
    most: lockedFor(terms, maxTotalSeconds) + flat,
    limit: stepsIn(affordable) <= stepsIn(allowed) ? 'budget' : 'ask',
  }
}

type Priced = Pick<LeaseWire['terms'], 'pricePerGpuSecond' | 'gpus' | 'feeBps'>

/** The most whole seconds whose escrow an amount covers: the fee is rounded up, so `rate × s × (10,000 + fee) ≤ amount × 10,000`. */
function secondsFor({ pricePerGpuSecond, gpus, feeBps }: Priced, amount: bigint): number {
  const rate = BigInt(pricePerGpuSecond) * BigInt(gpus) * BigInt(10_000 + feeBps * feeKeysOf({ payer: 'renter', charge: 'share' }).length)
  if (amount <= 0n) return 0
  const seconds = rate === 0n ? BigInt(mostTotalSeconds) : (amount * 10_000n) / rate
  return seconds > BigInt(mostTotalSeconds) ? mostTotalSeconds : Number(seconds)
}

function lockedFor({ pricePerGpuSecond, gpus, feeBps }: Priced, seconds: number): bigint {
  return escrowOf({
    pricePerGpuSecond: pTokenUnits(BigInt(pricePerGpuSecond)),
    gpus,
    durationSeconds: durationSeconds(BigInt(seconds)),
    feeBps: bps(BigInt(feeBps)),
  })
}

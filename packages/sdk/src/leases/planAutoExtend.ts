import { bps, durationSeconds, escrowOf, type FeeFields, feeKeysOf, feesIn, pTokenUnits } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'

/** The contract's limits in seconds: the longest step of an auto-extend order (the time that one extension adds), and the longest duration of a lease. */
const mostStepSeconds = 3_600
const mostTotalSeconds = 2 ** 24 - 1

type FlatFees = { payer: 'renter'; charge: 'flat' }
/** The fields of an existing or planned lease from which an auto-extend order is calculated. */
export type AutoExtendable = FeeFields<FlatFees> & {
  readonly terms: Pick<LeaseWire['terms'], 'pricePerGpuSecond' | 'gpus' | 'feeBps' | 'start' | 'askMaxDurationSeconds' | 'askAvailableUntil'>
  readonly endsAt: number
}

/**
 * The plan for extending a lease automatically within a budget. `most` is the largest total that the lease may lock, in base units of PToken, fees included.
 * `limit` names the constraint that ends the extensions.
 */
export type AutoExtendPlan = {
  readonly stepSeconds: number
  readonly steps: number
  readonly maxTotalSeconds: number
  /** Unix seconds. */
  readonly latestEnd: number
  readonly most: bigint
  readonly limit: 'budget' | 'ask'
}

/**
 * Why a lease cannot be extended automatically. `step`: the step is not a whole number of seconds up to one hour. `ask`: the machine's ask leaves no time for a
 * step. `budget`: the budget is too small for a step.
 */
export type AutoExtendProblem = { readonly problem: 'step' | 'budget' | 'ask' }

/**
 * Calculates how long a budget may extend a lease. `budget` is for the whole lease from its start, in base units of PToken, fees included. The result has the
 * seconds that `signAutoExtend` takes: as many whole steps as the budget and the ask allow. The contract limits seconds and not money, but the price of a lease
 * is fixed, so the conversion is exact.
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
  // If the machine's ask leaves no time for another step, a larger budget does not help.
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

/**
 * Returns the largest number of whole seconds with an escrow that `amount` (base units) covers, up to the longest lease: price × GPUs × seconds × (10,000 +
 * renter's fees in basis points) ≤ `amount` × 10,000.
 */
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

import type { Candidate } from './candidate.ts'
import { expectedPrice, type PaidShares } from './expectedPrice.ts'
import { ownersOf } from './ownersOf.ts'
import type { RequestNeed } from './refuseCandidate.ts'

/** The largest share of a model's traffic that all services without a bond get together, while any service with a bond can answer. */
export const unbondedShare = 0.05

/** A service with the fraction of the traffic that it gets (`share`). The fractions of all services sum to 1. */
export type Weighted = { readonly candidate: Candidate; readonly share: number }

/**
 * Divides the traffic for one kind of request among services. An owner's weight is 1 ÷ (price of its cheapest service)². A price below half of the median
 * counts as half of the median. Otherwise a service could attract all first requests by a price at which nobody can serve. All services without a bond together
 * get at most `unbondedShare` while a service with a bond can answer. `sharesOf` returns the shares that the receipts of a service showed. The order of the
 * services does not matter. Floating-point numbers are sufficient, because no money depends on the result.
 */
export function trafficWeights(
  candidates: readonly Candidate[],
  { need, sharesOf }: { readonly need: RequestNeed; readonly sharesOf: (candidate: Candidate) => PaidShares },
): readonly Weighted[] {
  const prices = new Map(candidates.map((candidate) => [candidate, expectedPrice(candidate, { need, shares: sharesOf(candidate) })]))
  const floor = medianOf([...prices.values()]) / 2
  const weighed = ownersOf(candidates).flatMap((group) => {
    const weights = group.map((candidate) => ({ candidate, weight: 1 / Math.max(prices.get(candidate) ?? 0, floor, Number.MIN_VALUE) ** 2 }))
    if (weights.length === 1) return weights
    const total = sumOf(weights)
    const best = Math.max(...weights.map(({ weight }) => weight))
    return weights.map(({ candidate, weight }) => ({ candidate, weight: (best * weight) / total }))
  })
  return capUnbonded(weighed)
}

type Weighed = { readonly candidate: Candidate; readonly weight: number }

function capUnbonded(weighed: readonly Weighed[]): readonly Weighted[] {
  const bonded = sumOf(weighed.filter(({ candidate }) => candidate.isBonded))
  const unbonded = sumOf(weighed) - bonded
  const isCapped = bonded > 0 && unbonded > unbondedShare * (bonded + unbonded)
  const ofBonded = isCapped ? (1 - unbondedShare) / bonded : 1 / (bonded + unbonded)
  const ofUnbonded = isCapped ? unbondedShare / unbonded : ofBonded
  return weighed.map(({ candidate, weight }) => ({ candidate, share: weight * (candidate.isBonded ? ofBonded : ofUnbonded) }))
}

function sumOf(weighed: readonly Weighed[]): number {
  return weighed.reduce((sum, { weight }) => sum + weight, 0)
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2
}

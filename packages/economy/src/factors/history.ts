import type { EconomyParameters } from '../parameters.ts'
import { type PastCommitment, posteriorMean, weightsOf } from './posterior.ts'

/**
 * Returns H, the factor of the emission formula for a provider's history, in [0, 1e18]: the mean of the Beta posterior of fulfilling a commitment. The weight
 * of each past lease or commitment is its value, halved every 90 days. The prior has the weight `historyPrior` and the mean `historyPriorMean`. Weights and the
 * quotient are rounded down. Source: closed leases.
 */
export function history(past: readonly PastCommitment[], parameters: EconomyParameters): bigint {
  return posteriorMean(weightsOf(past, parameters), parameters)
}

import type { EconomyParameters } from '../parameters.ts'
import { type PastCommitment, posteriorMean, weightsOf } from './posterior.ts'

/**
 * Returns H, the factor of the emission formula for a provider's history, in [0, 1e18]: the estimated probability that the provider fulfils a commitment (the
 * mean of a Beta posterior). Each past lease or commitment counts with its value, halved every 90 days. The prior, which decides for a provider without a past,
 * has the weight `historyPrior` and the mean `historyPriorMean`. Weights and the quotient are rounded down.
 */
export function history(past: readonly PastCommitment[], parameters: EconomyParameters): bigint {
  return posteriorMean(weightsOf(past, parameters), parameters)
}

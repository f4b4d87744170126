import type { EconomyParameters } from '../parameters.ts'
import { type PastCommitment, posteriorMean, weightsOf } from './posterior.ts'

/**
 * Returns H, in [0, 1e18]: the mean of the Beta posterior of fulfilling a commitment. Each past lease or commitment weighs its value, halved
 * every 90 days. The prior weighs `historyPrior` at a mean of `historyPriorMean`. Weights and the quotient are rounded down. Source: closed
 * leases.
 */
export function history(past: readonly PastCommitment[], parameters: EconomyParameters): bigint {
  return posteriorMean(weightsOf(past, parameters), parameters)
}

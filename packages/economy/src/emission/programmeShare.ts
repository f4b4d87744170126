import { assert } from '@infinitio/domain'

/**
 * A node's part of a programme's budget for the epoch, in proportion to its weight (`nodeEmission`) among all nodes of the programme with proven
 * availability, in PToken base units, rounded down, so that the parts never sum to more than the budget. 0 where no node has weight.
 * Twin of `EmissionMath.programmeShare`.
 */
export function programmeShare({ budget, weight, weightOfAll }: { budget: bigint; weight: bigint; weightOfAll: bigint }): bigint {
  assert(budget >= 0n && weight >= 0n && weight <= weightOfAll, 'a part is within its whole')
  return weightOfAll === 0n ? 0n : (budget * weight) / weightOfAll
}

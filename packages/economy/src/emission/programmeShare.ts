import { assert } from '@infinitio/domain'

/**
 * Returns a node's part of an incentive programme's budget for the epoch, in PToken base units. The budget is divided among all nodes of the programme with
 * proven availability, in proportion to their weights (`nodeEmission`). Rounded down, so that the parts never exceed the budget. 0 when no node has weight.
 * Calculates the same as `EmissionMath.programmeShare`.
 */
export function programmeShare({ budget, weight, weightOfAll }: { budget: bigint; weight: bigint; weightOfAll: bigint }): bigint {
  assert(budget >= 0n && weight >= 0n && weight <= weightOfAll, 'a part is within its whole')
  return weightOfAll === 0n ? 0n : (budget * weight) / weightOfAll
}

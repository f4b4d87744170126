import { assert } from '@infinitio/domain'

/**
 * A node's part of a programme's budget for the epoch, in proportion to T over all nodes of the programme with proven availability: budget ×
 * T ÷ sum of T, in PToken base units, rounded down, so that the parts never sum to more than the budget. 0 where no T was earned.
 * Twin of `EmissionMath.programmeShare`.
 */
export function programmeShare({ budget, emission, emissionOfAll }: { budget: bigint; emission: bigint; emissionOfAll: bigint }): bigint {
  assert(budget >= 0n && emission >= 0n && emission <= emissionOfAll, 'a part is within its whole')
  return emissionOfAll === 0n ? 0n : (budget * emission) / emissionOfAll
}

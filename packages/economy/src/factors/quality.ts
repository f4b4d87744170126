import { assert } from '@infinitio/domain'
import { mulDown, WAD } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * The facts that validators attested about a node for the factor Q (quality), each in 1e18 fixed point: the fraction of passed proofs of its hardware, its
 * reliability, and its speed relative to its class.
 */
export type QualityFacts = { proofs: bigint; reliability: bigint; speed: bigint }

/**
 * Returns Q, the factor of the emission formula for a node's quality, in [0, 1e18]: the weighted mean of passed proofs, reliability and speed. Reviews of
 * renters have no weight, because Q decides how much PToken is minted, and reviews could be bought. Each term is rounded down. Asserts that each fact is
 * between 0 and 1e18.
 */
export function quality(facts: QualityFacts, parameters: EconomyParameters): bigint {
  for (const share of Object.values(facts)) assert(share >= 0n && share <= WAD, 'a fact of quality is a share')
  const { proofs, reliability, speed } = facts
  return (
    mulDown(parameters.qualityOfProofs, proofs) + mulDown(parameters.qualityOfReliability, reliability) + mulDown(parameters.qualityOfSpeed, speed)
  )
}

import { mulDown, WAD } from '../fixed/wad.ts'
import { environment } from '../factors/environment.ts'
import { minerShare } from '../factors/minerShare.ts'
import { regulator } from '../factors/regulator.ts'
import type { EconomyParameters } from '../parameters.ts'
import { baseOf } from './baseOf.ts'
import { concentration } from './concentration.ts'
import { emissionOf } from './emissionOf.ts'
import { siteBonus } from './siteBonus.ts'

/** The attested inputs of one node's epoch: shares and factors in 1e18 fixed point, `burned` in PToken base units. What they mean: `src/factors`. */
export type NodeInputs = {
  referenceGpuHours: bigint
  quality: bigint
  contribution: bigint
  history: bigint
  stability: bigint
  diversity: bigint
  demand: bigint
  /** Share of its energy that a carbon proof covers. */
  provenEnergy: bigint
  /** The provider's share of all verified compute. */
  computeShare: bigint
  /** See `siteSquares`. */
  siteSquares: bigint
  /** PToken burned by this node's leases in the epoch. */
  burned: bigint
}

/** What one epoch has for all nodes: how many are active, and the slope of demand in 1e18 fixed point. */
export type EpochInputs = { activeNodes: bigint; slope: bigint }

/**
 * T of a node's epoch in PToken base units, with the provider's anti-concentration and its bonus of sites: the weight in every programme and
 * the most of a rebate. Rounded down at each step. Twin of `EmissionMath.nodeEmission`; vectors: `vectors/emission.json` of the domain.
 */
export function nodeEmission(node: NodeInputs, epoch: EpochInputs, parameters: EconomyParameters): bigint {
  const { quality, contribution, history, stability, diversity, demand } = node
  const emission = emissionOf({
    base: baseOf(node.referenceGpuHours, parameters),
    ...{ quality, contribution, history, stability, diversity, demand },
    minerShare: minerShare(epoch.activeNodes, parameters),
    regulator: regulator(epoch.slope, parameters),
    environment: environment(node.provenEnergy, parameters),
  })
  const spread = WAD + siteBonus(node.siteSquares, parameters)
  return mulDown(mulDown(emission, concentration(node.computeShare, parameters)), spread)
}

import { mulDown, WAD } from '../fixed/wad.ts'
import { environment } from '../factors/environment.ts'
import { minerShare } from '../factors/minerShare.ts'
import { regulator } from '../factors/regulator.ts'
import type { EconomyParameters } from '../parameters.ts'
import { baseOf } from './baseOf.ts'
import { concentration } from './concentration.ts'
import { type EmissionFactors, emissionOf } from './emissionOf.ts'
import { siteBonus } from './siteBonus.ts'

/** The attested inputs of one node's epoch: shares and factors in 1e18 fixed point, `burned` in PToken base units. `src/factors` defines them. */
export type NodeInputs = {
  referenceGpuHours: bigint
  quality: bigint
  contribution: bigint
  history: bigint
  stability: bigint
  diversity: bigint
  demand: bigint
  /** The share of the node's energy that a carbon proof covers. */
  provenEnergy: bigint
  /** The provider's share of all verified compute. */
  computeShare: bigint
  /** See `siteSquares`. */
  siteSquares: bigint
  /** PToken burned by this node's leases in the epoch. */
  burned: bigint
}

/** Inputs of an epoch that are the same for all nodes: the number of active nodes, and the slope of demand in 1e18 fixed point. */
export type EpochInputs = { activeNodes: bigint; slope: bigint }

/** The result of a node's epoch, in PToken base units: T, which limits its rebate, and its weight in every programme. */
export type NodeEmission = { emission: bigint; weight: bigint }

/**
 * Returns T of a node's epoch, with the provider's anti-concentration and its bonus of sites. The weight is the same without H and M: leases to oneself would
 * raise both, so neither may affect a programme (ADR 161). Rounds down at each step. Calculates the same as `EmissionMath.nodeEmission`; vectors:
 * `vectors/emission.json` of the domain.
 */
export function nodeEmission(node: NodeInputs, epoch: EpochInputs, parameters: EconomyParameters): NodeEmission {
  const { quality, contribution, history, stability, diversity, demand } = node
  const factors: EmissionFactors = {
    base: baseOf(node.referenceGpuHours, parameters),
    ...{ quality, contribution, history, stability, diversity, demand },
    minerShare: minerShare(epoch.activeNodes, parameters),
    regulator: regulator(epoch.slope, parameters),
    environment: environment(node.provenEnergy, parameters),
  }
  const kept = concentration(node.computeShare, parameters)
  const spread = WAD + siteBonus(node.siteSquares, parameters)
  const inAll = (emission: bigint) => mulDown(mulDown(emission, kept), spread)
  return { emission: inAll(emissionOf(factors)), weight: inAll(emissionOf({ ...factors, history: 0n, demand: 0n })) }
}

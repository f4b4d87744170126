import { assert } from '@infinitio/domain'
import { powWad } from '../fixed/powWad.ts'
import { divDown, mulDown, WAD } from '../fixed/wad.ts'
import { environment } from '../factors/environment.ts'
import { minerShare } from '../factors/minerShare.ts'
import { regulator } from '../factors/regulator.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * The inputs of the emission formula for one node in one epoch, as validators sign them. Fractions and factors are in 1e18 fixed point, `burned` (the fees that
 * its leases burned) in PToken base units. `src/factors` defines the factors.
 */
export type NodeInputs = {
  referenceGpuHours: bigint
  quality: bigint
  contribution: bigint
  history: bigint
  stability: bigint
  diversity: bigint
  demand: bigint
  /** The fraction of the node's energy that an audited proof of green energy covers. */
  provenEnergy: bigint
  /** The provider's fraction of all verified compute. */
  computeShare: bigint
  /** See `siteSquares`. */
  siteSquares: bigint
  /** PToken that was burned from the fees of this node's leases in the epoch. */
  burned: bigint
}

/** Inputs of an epoch that are the same for all nodes: the number of active nodes, and the trend of demand (see `demandSlope`) in 1e18 fixed point. */
export type EpochInputs = { activeNodes: bigint; slope: bigint }

/**
 * The results of the emission formula for one node and epoch, in PToken base units. `emission` is T, which limits the node's rebate. `weight` is the node's
 * weight in every incentive programme.
 */
export type NodeEmission = { emission: bigint; weight: bigint }

/**
 * Returns the result of the emission formula for one node in one epoch, in PToken base units. `emission` is T, with the provider's factor against concentration
 * and its bonus for several sites. `weight` is the node's weight in incentive programmes: the same formula without the factors H (history) and M (demand). A
 * provider could raise both of these by renting from itself, so neither may affect a programme (ADR 118). Rounds down at each step. Calculates the same as
 * `EmissionMath.nodeEmission`; the vectors are in packages/domain/vectors/emission.json.
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

/**
 * Returns B, the base reward of a node for an epoch, in PToken base units. `referenceGpuHours` is the node's proven compute in hours of the reference GPU, in
 * 1e18 fixed point: two GPUs with half the reference performance have 1e18 in an hour. Rounded down. Calculates the same as `EmissionMath.baseOf`.
 */
export function baseOf(referenceGpuHours: bigint, { basePerGpuHour }: EconomyParameters): bigint {
  assert(referenceGpuHours >= 0n && referenceGpuHours < 1n << 96n, 'GPU-hours of a node fit 96 bits')
  return mulDown(basePerGpuHour, referenceGpuHours)
}

/**
 * Returns a provider's bonus for several sites, in 1e18 fixed point: `siteBonus` × (1 − `siteSquares`, the sum of the squared shares of its sites). The bonus
 * is 0 with one site and always less than `siteBonus`; a small site adds little. Rounded down. Calculates the same as `EmissionMath.siteBonus`.
 */
export function siteBonus(siteSquares: bigint, parameters: EconomyParameters): bigint {
  assert(siteSquares >= 0n && siteSquares <= WAD, 'squared shares sum to at most one')
  return mulDown(parameters.siteBonus, WAD - siteSquares)
}

/**
 * Returns (θ ÷ s)^γ in 1e18 fixed point for a provider with a share s of verified compute above θ, otherwise 1. Because γ > 1, growing past θ lowers the
 * provider's total, the share times this factor. Rounded down, from s ÷ θ rounded down. Calculates the same as `EmissionMath.concentration`.
 */
export function concentration(share: bigint, { shareThreshold, sharePower }: EconomyParameters): bigint {
  assert(share >= 0n && share <= WAD, 'a share is within 0 and 1')
  return share <= shareThreshold ? WAD : (WAD * WAD) / powWad(divDown(share, shareThreshold), sharePower)
}

/** The factors of the formula. `base` is in PToken base units, all others in 1e18 fixed point and at most 1. */
export type EmissionFactors = {
  base: bigint
  quality: bigint
  contribution: bigint
  history: bigint
  stability: bigint
  diversity: bigint
  demand: bigint
  minerShare: bigint
  regulator: bigint
  environment: bigint
}

/**
 * Returns T = B·(Q + C + H + S + D + M)·N·R·E in PToken base units: the value of a node's epoch before its limits. Multiplies in this sequence and rounds down
 * after each product, so that the error is below 4 units. Calculates the same as `EmissionMath.emissionOf`.
 */
export function emissionOf(factors: EmissionFactors): bigint {
  const { base, quality, contribution, history, stability, diversity, demand, minerShare, regulator, environment } = factors
  assert(base >= 0n && base < 1n << 128n, 'a base reward fits 128 bits')
  const added = [quality, contribution, history, stability, diversity, demand]
  for (const factor of [...added, minerShare, regulator, environment]) assert(factor >= 0n && factor <= WAD, 'a factor is within 0 and 1')
  const sum = added.reduce((total, factor) => total + factor, 0n)
  return mulDown(mulDown(mulDown(mulDown(base, sum), minerShare), regulator), environment)
}

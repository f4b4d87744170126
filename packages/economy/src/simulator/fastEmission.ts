import type { EconomyParameters } from '../parameters.ts'

/** The parameters of emission as floats. */
export type FastParameters = {
  basePerGpuHour: number
  rebateShare: number
  minersAtHalf: number
  regulatorGain: number
  environmentFloor: number
  shareThreshold: number
  sharePower: number
  siteBonus: number
}

/** Inputs of an epoch that are the same for all nodes, as floats. */
export type FastEpoch = { minerShare: number; regulator: number }

const mostSlant = 20

/** Returns the parameters for the simulator's fast path. Payments never use floats. */
export function fastParameters(parameters: EconomyParameters): FastParameters {
  const part = (value: bigint) => Number(value) / 1e18
  return {
    basePerGpuHour: part(parameters.basePerGpuHour),
    rebateShare: part(parameters.rebateShare),
    minersAtHalf: Number(parameters.minersAtHalf),
    regulatorGain: part(parameters.regulatorGain),
    environmentFloor: part(parameters.environmentFloor),
    shareThreshold: part(parameters.shareThreshold),
    sharePower: part(parameters.sharePower),
    siteBonus: part(parameters.siteBonus),
  }
}

/** Returns the factors of the emission formula that are the same for all nodes of an epoch: N (number of nodes) and R (trend of demand). */
export function fastEpoch({ activeNodes, slope }: { activeNodes: number; slope: number }, parameters: FastParameters): FastEpoch {
  const slant = Math.max(-mostSlant, Math.min(mostSlant, slope * parameters.regulatorGain))
  return { minerShare: parameters.minersAtHalf / (parameters.minersAtHalf + activeNodes), regulator: 1 / (1 + Math.exp(-slant)) }
}

/** Returns the factor against concentration: (θ ÷ s)^γ for a provider with the fraction s of all compute, if s is above θ, otherwise 1. */
export function fastConcentration(share: number, { shareThreshold, sharePower }: FastParameters): number {
  return share <= shareThreshold ? 1 : (shareThreshold / share) ** sharePower
}

/**
 * Returns T, the result of the emission formula for a node, in PToken. Calculates like `nodeEmission`, but with floats. `added` is the sum Q + C + H + S + D +
 * M of the factors. If the caller leaves out H and M, the result is the node's weight in incentive programmes. `concentration` comes from `fastConcentration`.
 */
export function fastEmission(
  node: { gpuHours: number; added: number; provenEnergy: number; concentration: number; siteSquares: number },
  epoch: FastEpoch,
  { basePerGpuHour, environmentFloor, siteBonus }: FastParameters,
): number {
  const environment = environmentFloor + (1 - environmentFloor) * node.provenEnergy
  const spread = 1 + siteBonus * (1 - node.siteSquares)
  return basePerGpuHour * node.gpuHours * node.added * epoch.minerShare * epoch.regulator * environment * node.concentration * spread
}

import { expWad } from '../fixed/expWad.ts'
import { WAD, within } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * The largest argument (positive or negative) for which the logistic function is calculated. Beyond it, the function differs from its limit by at most 2.1e-9.
 */
const mostSlant = 20n * WAD

/**
 * Returns R, the factor of the emission formula for the trend of demand, in (0, 1e18): logistic(`slope` × `regulatorGain`). `slope` is the trend (see
 * `demandSlope`). R is exactly one half for constant demand. Rounded down. Calculates the same as `EmissionMath.regulator`.
 */
export function regulator(slope: bigint, { regulatorGain }: EconomyParameters): bigint {
  const slant = within((slope * regulatorGain) / WAD, { low: -mostSlant, high: mostSlant })
  const power = expWad(slant < 0n ? -slant : slant)
  return (slant < 0n ? WAD * WAD : power * WAD) / (WAD + power)
}

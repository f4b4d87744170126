import { assert } from '@infinitio/domain'
import { WAD } from './fixed/wad.ts'

/** One parameter of the economy: the shipped value, and the bounds for votes. 1e18 fixed point unless `unit` differs. */
export type ParameterRow = { value: bigint; least: bigint; most: bigint; unit: string; what: string }

const percent = WAD / 100n
const day = 86_400n

const row = (value: bigint, [least, most]: [bigint, bigint], unit: string, what: string): ParameterRow => ({ value, least, most, unit, what })

/** Every parameter of emission with its value and its bounds. `EmissionMath.sol` has the same numbers for those bounds that the contract also checks. */
export const parameterTable = {
  basePerGpuHour: row(WAD / 500n, [0n, WAD / 10n], 'PToken base units', 'B: base reward of one GPU-hour of reference compute'),
  rebateShare: row(80n * percent, [0n, 80n * percent], 'share', 'κ: most of what a node had burned that comes back to it'),
  minersAtHalf: row(10_000n, [100n, 1_000_000_000n], 'nodes', 'N0: active nodes at which N is one half'),
  regulatorGain: row(20n * WAD, [0n, 100n * WAD], 'per unit of slope', 'how steeply R follows the trend of demand'),
  trendWeight: row(5n * percent, [percent, 50n * percent], 'share', 'weight of the newest epoch in the moving average of demand'),
  environmentFloor: row(80n * percent, [50n * percent, WAD], 'share', 'E of a node with no proof of its energy'),
  shareThreshold: row(5n * percent, [percent, 50n * percent], 'share', 'θ: share of verified compute from which on more pays less'),
  sharePower: row((3n * WAD) / 2n, [(11n * WAD) / 10n, 4n * WAD], 'exponent', 'γ of (θ/s)^γ, above 1'),
  siteBonus: row(10n * percent, [0n, 20n * percent], 'share', 'most that spreading over attested sites adds'),
  contributionHalfLife: row(90n * day, [7n * day, 730n * day], 'seconds', 'after which a contribution counts half'),
  historyHalfLife: row(90n * day, [7n * day, 730n * day], 'seconds', 'after which a fulfilled or failed lease counts half'),
  historyPrior: row(100n * WAD, [WAD, 1_000_000n * WAD], 'PToken base units', 'value of leases that the prior of H weighs as much as'),
  historyPriorMean: row(25n * percent, [0n, 50n * percent], 'share', 'H of a provider with no lease'),
  stabilityRate: row(5n * WAD, [WAD / 2n, 20n * WAD], 'exponent', 'k of S = 1 − exp(−k·…)'),
  diversityClasses: row(8n, [2n, 1_024n], 'classes', 'equally used classes at which D is 1'),
  demandOfRequests: row(50n * percent, [0n, WAD], 'share', 'weight of requests in M, the rest is of tokens spent'),
  qualityOfProofs: row(40n * percent, [0n, WAD], 'share', 'weight of passed proofs of hardware in Q'),
  qualityOfReliability: row(50n * percent, [0n, WAD], 'share', 'weight of attested reliability in Q'),
  qualityOfSpeed: row(10n * percent, [0n, WAD], 'share', 'weight of speed relative to the class in Q'),
} satisfies Record<string, ParameterRow>

/** The name of a parameter. */
export type ParameterName = keyof typeof parameterTable

/** One value for each parameter, in the units of `parameterTable`. */
export type EconomyParameters = Readonly<Record<ParameterName, bigint>>

/**
 * Returns the shipped parameters, in which the values of `changed` replace the shipped values. Asserts that each parameter is within its bounds, and that the
 * three weights of Q (quality) sum to one.
 */
export function economyParameters(changed: Partial<EconomyParameters> = {}): EconomyParameters {
  const entries = parameterNames.map((name) => {
    const { value: shipped, least, most } = parameterTable[name]
    const value = changed[name] ?? shipped
    assert(value >= least && value <= most, `${name} is within ${least} and ${most}`)
    return [name, value] as const
  })
  const parameters = Object.fromEntries(entries) as EconomyParameters
  const { qualityOfProofs, qualityOfReliability, qualityOfSpeed } = parameters
  assert(qualityOfProofs + qualityOfReliability + qualityOfSpeed === WAD, 'the weights of Q sum to one')
  return parameters
}

/** The names of all parameters, in the table's sequence. */
export const parameterNames = Object.keys(parameterTable) as ParameterName[]

import { type Address, address, type ParameterUnit } from '@infinitio/domain'
import { concat, type Hex, numberToHex, size, slice, toFunctionSelector } from 'viem'

/**
 * One value that a vote may set by a contract call. `read` says where the present value is: the view function `view` returns `places` values, and this is the
 * one with the index `place`. `eventPlace` is the value's index in the event of the call. `least` and `most` are the bounds in the contract's code.
 */
export type ParameterValue = {
  readonly key: string
  readonly read: { readonly view: string; readonly place: number; readonly places: number }
  readonly eventPlace: number
  readonly least: bigint
  readonly most: bigint
  readonly unit: ParameterUnit
}

/** Contracts of the DAO with parameters that votes may set. */
type GovernanceContract = 'stakedGToken' | 'governor' | 'emission' | 'randomBeacon' | 'panels' | 'carbonRegistry'

/**
 * A call by which votes may set parameters even before the DAO has full power: its name, its contract, its signature, its event, and the values that it sets.
 */
export type BoundedParameter = {
  readonly name: string
  readonly contract: 'directory' | 'feeSplitter' | 'attestations' | GovernanceContract
  readonly signature: string
  readonly event: string
  readonly values: readonly ParameterValue[]
  /** The initial values of the parameters. This field is set only if the contract wrote no event with these values when it was created. */
  readonly atCreation?: readonly bigint[]
}

const wad = 10n ** 18n
const g = (whole: bigint) => whole * wad
const percent = wad / 100n
const day = 86_400n

type Line = readonly [key: string, least: bigint, most: bigint, unit: ParameterUnit]

/** Describes parameters that have one view function each. */
const each = (...lines: readonly (readonly [...line: Line, view: string])[]) =>
  lines.map(([key, least, most, unit, view], at): ParameterValue => ({ key, least, most, unit, eventPlace: at, read: { view, place: 0, places: 1 } }))
/** Describes one parameter, for an event that has the old value first and then the new one. */
const moved = (...line: readonly [...line: Line, view: string]) => each(line).map((value) => ({ ...value, eventPlace: 1 }))
/** Describes parameters that one view function of the contract returns together, in this order. */
const together = (view: string, lines: readonly Line[]) =>
  lines.map(
    ([key, least, most, unit], at): ParameterValue => ({ key, least, most, unit, eventPlace: at, read: { view, place: at, places: lines.length } }),
  )

/** Every call that votes may make from the first day of a DAO (see `deployGovernance`), with the bounds that the contracts' code sets. */
export const boundedParameters: readonly BoundedParameter[] = [
  {
    ...{ name: 'fee', contract: 'directory', signature: 'setFeeBps(uint16)', event: 'FeeSet(uint16)' },
    values: each(['feeBps', 0n, 100n, 'bps', 'feeBps()']),
  },
  {
    ...{ name: 'shares', contract: 'feeSplitter', signature: 'setShares(uint16,uint16)', event: 'SharesSet(uint16,uint16)' },
    values: each(['burnBps', 5_000n, 10_000n, 'bps', 'burnBps()'], ['treasuryBps', 0n, 5_000n, 'bps', 'treasuryBps()']),
    atCreation: [5_000n, 2_500n],
  },
  {
    ...{ name: 'validators', contract: 'attestations', signature: 'setValidatorLimits(uint96,uint8)', event: 'ValidatorLimitsSet(uint96,uint8)' },
    values: each(['minStake', g(100n), g(1_000_000n), 'pt', 'minStake()'], ['maxValidators', 4n, 64n, 'number', 'maxValidators()']),
    atCreation: [g(1_000n), 64n],
  },
  {
    ...{
      name: 'emission',
      contract: 'emission',
      event: 'EmissionParametersSet(uint32,(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256))',
    },
    signature: 'setParameters((uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256))',
    // The contract stores several versions of these parameters, and the view function takes the number of a version. The bounds here apply to every version.
    values: together('parametersOf(uint32)', [
      ['basePerGpuHour', 0n, wad / 10n, 'pt'],
      ['rebateShare', 0n, 80n * percent, 'share'],
      ['minersAtHalf', 100n, 1_000_000_000n, 'number'],
      ['regulatorGain', 0n, 100n * wad, 'factor'],
      ['environmentFloor', 50n * percent, wad, 'share'],
      ['shareThreshold', percent, 50n * percent, 'share'],
      ['sharePower', (11n * wad) / 10n, 4n * wad, 'factor'],
      ['siteBonus', 0n, 20n * percent, 'share'],
    ]),
  },
  {
    ...{ name: 'emission-limits', contract: 'emission', signature: 'setLimits((uint24,uint96,uint40,uint40))' },
    event: 'EmissionLimitsSet((uint24,uint96,uint40,uint40))',
    values: together('limits()', [
      ['leastG', 100n, 100_000n, 'wholeG'],
      ['challengeBond', wad, g(1_000n), 'pt'],
      ['challengeSeconds', day / 4n, 7n * day, 'seconds'],
      ['answerSeconds', day / 4n, 7n * day, 'seconds'],
    ]),
  },
  {
    ...{ name: 'beacon', contract: 'randomBeacon', signature: 'setLimits((uint96,uint16))', event: 'BeaconLimitsSet((uint96,uint16))' },
    values: together('limits()', [
      ['beaconBond', g(1_000n), g(1_000_000n), 'g'],
      ['leastCommits', 2n, 64n, 'number'],
    ]),
  },
  {
    ...{ name: 'panels', contract: 'panels', signature: 'setLimits((uint96,uint96))', event: 'PanelLimitsSet((uint96,uint96))' },
    values: together('limits()', [
      ['panelBond', g(10n), g(100_000n), 'g'],
      // The contract also limits the fine to the bond that the same call sets.
      ['panelFine', 1n, g(100_000n), 'g'],
    ]),
  },
  {
    ...{ name: 'carbon', contract: 'carbonRegistry', signature: 'setLimits((uint96,uint96,uint16,uint24,uint8))' },
    event: 'CarbonLimitsSet((uint96,uint96,uint16,uint24,uint8))',
    values: together('limits()', [
      ['carbonBond', g(100n), g(1_000_000n), 'g'],
      ['auditorFee', 0n, g(1_000n), 'g'],
      ['carbonSlash', 1_000n, 10_000n, 'bps'],
      ['auditSeconds', day, 14n * day, 'seconds'],
      // The contract also requires an odd number, so that the panel decides if all members answer.
      ['auditors', 3n, 9n, 'number'],
    ]),
  },
  {
    ...{ name: 'interest', contract: 'stakedGToken', signature: 'setInterestBps(uint16)', event: 'InterestRateSet(uint16)' },
    values: each(['interestBps', 0n, 1_000n, 'bps', 'interestBps()']),
  },
  {
    ...{ name: 'quorum', contract: 'governor', signature: 'setQuorum(uint256)', event: 'QuorumSet(uint256,uint256)' },
    values: moved('quorum', g(2_000_000n), g(20_000_000n), 'g', 'quorum(uint256)'),
  },
  {
    ...{ name: 'voting-delay', contract: 'governor', signature: 'setVotingDelay(uint48)', event: 'VotingDelaySet(uint256,uint256)' },
    values: moved('votingDelay', day / 2n, 7n * day, 'seconds', 'votingDelay()'),
  },
  {
    ...{ name: 'voting-period', contract: 'governor', signature: 'setVotingPeriod(uint32)', event: 'VotingPeriodSet(uint256,uint256)' },
    values: moved('votingPeriod', 3n * day, 14n * day, 'seconds', 'votingPeriod()'),
  },
  {
    ...{ name: 'threshold', contract: 'governor', signature: 'setProposalThreshold(uint256)', event: 'ProposalThresholdSet(uint256,uint256)' },
    values: moved('proposalThreshold', 0n, g(1_000_000n), 'g', 'proposalThreshold()'),
  },
  {
    ...{ name: 'late-quorum', contract: 'governor', signature: 'setLateQuorumVoteExtension(uint48)' },
    event: 'LateQuorumVoteExtensionSet(uint64,uint64)',
    // The contract also limits this delay to the length of the voting period, which is at most 14 days.
    values: moved('lateQuorum', 0n, 14n * day, 'seconds', 'lateQuorumVoteExtension()'),
  },
]

/** The addresses of the contracts that have parameters. They come from this package or from an answer of the API. */
export type ParameterContracts = {
  readonly addresses: Readonly<Record<'directory' | 'feeSplitter' | 'attestations', string>>
  readonly governance: Readonly<Record<GovernanceContract, string>>
}

/** Returns the address of the contract in a deployment that has a parameter. */
export function parameterTarget({ contract }: Pick<BoundedParameter, 'contract'>, { addresses, governance }: ParameterContracts): Address {
  const { directory, feeSplitter, attestations } = addresses
  return address({ ...governance, directory, feeSplitter, attestations }[contract])
}

/** Returns the data of the call that sets a parameter. `values` has one number for each value of the parameter. Does not check the bounds. */
export function parameterData({ signature }: Pick<BoundedParameter, 'signature'>, values: readonly bigint[]): Hex {
  return concat([toFunctionSelector(signature), ...values.map((value) => numberToHex(value, { size: 32 }))])
}

/** Returns the arguments of an encoded call, one for each of the parameter's `values`. Returns null if the call does not set this parameter. */
export function parameterValues({ signature, values }: Pick<BoundedParameter, 'signature' | 'values'>, data: Hex): readonly bigint[] | null {
  if (size(data) < 4 || slice(data, 0, 4) !== toFunctionSelector(signature)) return null
  // Every argument takes one word of 32 bytes, also within a tuple.
  return size(data) < 4 + 32 * values.length ? null : values.map((_value, at) => wordOf(slice(data, 4), at))
}

/** Returns one 32-byte word of data as a whole number. Throws when the data ends before it. */
export function wordOf(data: Hex, place: number): bigint {
  return BigInt(slice(data, 32 * place, 32 * (place + 1)))
}

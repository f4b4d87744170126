import { type Address, address } from '@infinitio/domain'
import { type AbiFunction, encodeFunctionData, type Hex, parseAbiItem } from 'viem'

/** What a parameter is counted in: basis points, seconds, base units of G or of PToken, or just a number. */
export type ParameterUnit = 'bps' | 'seconds' | 'g' | 'pt' | 'number'

/** One value that a call sets: how it is read, and the bounds in the contract's code. */
export type ParameterValue = {
  readonly key: string
  readonly read: string
  readonly least: bigint
  readonly most: bigint
  readonly unit: ParameterUnit
}

/** A call that may pass before full power: what people call it, and what it sets, argument by argument. */
export type BoundedParameter = {
  readonly name: string
  readonly contract: 'directory' | 'feeSplitter' | 'attestations' | 'stakedGToken' | 'governor'
  readonly signature: string
  readonly values: readonly ParameterValue[]
}

const g = (whole: bigint) => whole * 10n ** 18n
const day = 86_400n
const value = (key: string, read: string, [least, most]: readonly [bigint, bigint], unit: ParameterUnit): ParameterValue => ({
  ...{ key, read, least, most, unit },
})

/** Every call that a deployment lets pass from the first day (`deployGovernance`), with the bounds that the contracts' code keeps. */
export const boundedParameters: readonly BoundedParameter[] = [
  { name: 'fee', contract: 'directory', signature: 'setFeeBps(uint16)', values: [value('feeBps', 'feeBps()', [0n, 100n], 'bps')] },
  {
    name: 'shares',
    contract: 'feeSplitter',
    signature: 'setShares(uint16,uint16)',
    values: [value('burnBps', 'burnBps()', [5_000n, 10_000n], 'bps'), value('treasuryBps', 'treasuryBps()', [0n, 5_000n], 'bps')],
  },
  {
    name: 'validators',
    contract: 'attestations',
    signature: 'setValidatorLimits(uint96,uint8)',
    values: [value('minStake', 'minStake()', [g(100n), g(1_000_000n)], 'pt'), value('maxValidators', 'maxValidators()', [4n, 64n], 'number')],
  },
  {
    name: 'interest',
    contract: 'stakedGToken',
    signature: 'setInterestBps(uint16)',
    values: [value('interestBps', 'interestBps()', [0n, 1_000n], 'bps')],
  },
  {
    name: 'quorum',
    contract: 'governor',
    signature: 'setQuorum(uint256)',
    values: [value('quorum', 'quorum(uint256)', [g(2_000_000n), g(20_000_000n)], 'g')],
  },
  {
    name: 'voting-delay',
    contract: 'governor',
    signature: 'setVotingDelay(uint48)',
    values: [value('votingDelay', 'votingDelay()', [day / 2n, 7n * day], 'seconds')],
  },
  {
    name: 'voting-period',
    contract: 'governor',
    signature: 'setVotingPeriod(uint32)',
    values: [value('votingPeriod', 'votingPeriod()', [3n * day, 14n * day], 'seconds')],
  },
  {
    name: 'threshold',
    contract: 'governor',
    signature: 'setProposalThreshold(uint256)',
    values: [value('proposalThreshold', 'proposalThreshold()', [0n, g(1_000_000n)], 'g')],
  },
  {
    // At most as long as is voted, which is at most 14 days.
    name: 'late-quorum',
    contract: 'governor',
    signature: 'setLateQuorumVoteExtension(uint48)',
    values: [value('lateQuorum', 'lateQuorumVoteExtension()', [0n, 14n * day], 'seconds')],
  },
]

/** Where the contracts of parameters are, as addresses of our own or as an API told them. */
export type ParameterContracts = {
  readonly addresses: Readonly<Record<'directory' | 'feeSplitter' | 'attestations', string>>
  readonly governance: Readonly<Record<'stakedGToken' | 'governor', string>>
}

/** The contract of a parameter in a deployment. */
export function parameterTarget({ contract }: Pick<BoundedParameter, 'contract'>, { addresses, governance }: ParameterContracts): Address {
  const { directory, feeSplitter, attestations } = addresses
  return address({ ...governance, directory, feeSplitter, attestations }[contract])
}

/** The call that sets a parameter to these values, one for each of `values`. It is not checked against the bounds. */
export function parameterData({ signature }: Pick<BoundedParameter, 'signature'>, values: readonly bigint[]): Hex {
  const abi = [parseAbiItem(`function ${signature}`) as AbiFunction]
  // viem takes integers of up to 48 bits as numbers.
  const args = abi[0]?.inputs.map(({ type }, index) => (Number(type.slice(4)) <= 48 ? Number(values[index]) : values[index]))
  return encodeFunctionData({ abi, functionName: signature.slice(0, signature.indexOf('(')), args })
}

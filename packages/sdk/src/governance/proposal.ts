import { type GovernanceAddresses, infinitioGovernorAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { encodeAbiParameters, type Hex, keccak256, toBytes } from 'viem'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'

/** A proposal: a text, and the calls that the timelock makes in this order. `value` is the amount of native coins that a call sends, in wei. */
export type Proposal = {
  readonly calls: readonly { readonly to: Address; readonly value: bigint; readonly data: Hex }[]
  readonly description: string
}

/** A submitted proposal. The governor needs only its calls and the keccak256 hash of its text. */
export type MadeProposal = Pick<Proposal, 'calls'> & { readonly descriptionHash: Hex32 }

const parameters = [{ type: 'address[]' }, { type: 'uint256[]' }, { type: 'bytes[]' }, { type: 'bytes32' }] as const

/**
 * Returns the text of a proposal with a suffix that names its proposer. The governor then accepts the proposal only from this account. Otherwise somebody else
 * could submit the same proposal first and then cancel it.
 */
export function proposalDescription({ text, proposer }: { text: string; proposer: Address }): string {
  return `${text}\n#proposer=${proposer}`
}

/** Returns the arguments that identify a submitted proposal in the governor. */
export function proposalArguments(proposal: Proposal | MadeProposal) {
  const { calls } = proposal
  const hash = 'description' in proposal ? hex32(keccak256(toBytes(proposal.description))) : proposal.descriptionHash
  return [calls.map(({ to }) => to), calls.map(({ value }) => value), calls.map(({ data }) => data), hash] as const
}

/** Returns the id of a proposal as the governor calculates it: the same calls and text give the same id. */
export function proposalId(proposal: Proposal | MadeProposal): bigint {
  return BigInt(keccak256(encodeAbiParameters(parameters, proposalArguments(proposal))))
}

/**
 * Returns the fields of a proposal that the governor needs again, from the API's answer. Returns null if the API omitted its calls because they are too long.
 */
export function madeProposal({ calls, descriptionHash }: Pick<ProposalDetailWire, 'calls' | 'descriptionHash'>): MadeProposal | null {
  if (calls === null) return null
  return {
    calls: calls.map(({ to, value, data }) => ({ to: address(to), value: BigInt(value), data: data as Hex })),
    descriptionHash: hex32(descriptionHash),
  }
}

/** States of a proposal, in the governor's order. */
export const proposalStates = ['pending', 'active', 'cancelled', 'defeated', 'succeeded', 'queued', 'expired', 'executed'] as const

/** The state of a proposal in the governor. */
export type ProposalState = (typeof proposalStates)[number]

/**
 * A proposal as the governor stores it: votes in base units of G, times in Unix seconds. `executableAt` is 0 until it is queued. `bondSettled` is true once its
 * bond was freed or moved to the treasury.
 */
export type ProposalStanding = {
  readonly state: ProposalState
  readonly proposer: Address
  readonly snapshotAt: bigint
  readonly deadline: bigint
  readonly executableAt: bigint
  readonly against: bigint
  readonly for: bigint
  readonly abstain: bigint
  readonly bondSettled: boolean
}

/** Reads a proposal at the newest block. Returns null for an unknown id. Throws `chain.rpc_silent`. */
export async function readProposal(
  access: ExitAccess,
  { governance, id }: { governance: Pick<GovernanceAddresses, 'governor'>; id: bigint },
): Promise<ProposalStanding | null> {
  const at = { address: governance.governor, abi: infinitioGovernorAbi, args: [id] } as const
  const snapshotAt = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'proposalSnapshot' }))
  if (snapshotAt === 0n) return null
  const [state, proposer, deadline, executableAt, votes, bondSettled] = await Promise.all([
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'state' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'proposalProposer' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'proposalDeadline' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'proposalEta' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'proposalVotes' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'isBondSettled' })),
  ])
  const named = proposalStates[state]
  if (named === undefined) throw new Error(`the governor names a state ${state} that nobody knows`)
  const [against, yes, abstain] = votes
  return { state: named, proposer: address(proposer.toLowerCase()), snapshotAt, deadline, executableAt, against, for: yes, abstain, bondSettled }
}

import { type Address, type Hex32, hex32 } from '@infinitio/domain'
import { encodeAbiParameters, type Hex, keccak256, toBytes } from 'viem'

/** A proposal: the calls that the timelock makes in this order, each with native coins in wei, and a text. */
export type Proposal = {
  readonly calls: readonly { readonly to: Address; readonly value: bigint; readonly data: Hex }[]
  readonly description: string
}

/** A submitted proposal: its calls, and keccak256 of its text instead of the text. */
export type MadeProposal = Pick<Proposal, 'calls'> & { readonly descriptionHash: Hex32 }

const parameters = [{ type: 'address[]' }, { type: 'uint256[]' }, { type: 'bytes[]' }, { type: 'bytes32' }] as const

/** Returns a text that only its proposer may propose, so that nobody can submit it first and cancel it. */
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

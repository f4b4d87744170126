import { type Address, type Hex32, hex32 } from '@infinitio/domain'
import { encodeAbiParameters, type Hex, keccak256, toBytes } from 'viem'

/** What votes decide on: calls that the timelock makes in this order, each with native coins in wei, and a text. */
export type Proposal = {
  readonly calls: readonly { readonly to: Address; readonly value: bigint; readonly data: Hex }[]
  readonly description: string
}

/** A proposal that was made: its calls, and keccak256 of its text instead of the text. */
export type MadeProposal = Pick<Proposal, 'calls'> & { readonly descriptionHash: Hex32 }

const parameters = [{ type: 'address[]' }, { type: 'uint256[]' }, { type: 'bytes[]' }, { type: 'bytes32' }] as const

/** A text that its proposer alone may propose: nobody can propose it first and cancel it. */
export function proposalDescription({ text, proposer }: { text: string; proposer: Address }): string {
  return `${text}\n#proposer=${proposer}`
}

/** The arguments under which the governor knows a proposal after it was made. */
export function proposalArguments(proposal: Proposal | MadeProposal) {
  const { calls } = proposal
  const hash = 'description' in proposal ? hex32(keccak256(toBytes(proposal.description))) : proposal.descriptionHash
  return [calls.map(({ to }) => to), calls.map(({ value }) => value), calls.map(({ data }) => data), hash] as const
}

/** The number of a proposal, as the governor works it out: the same calls and text have the same number. */
export function proposalId(proposal: Proposal | MadeProposal): bigint {
  return BigInt(keccak256(encodeAbiParameters(parameters, proposalArguments(proposal))))
}

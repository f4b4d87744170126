import { address, hex32 } from '@infinitio/domain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import type { Hex } from 'viem'
import type { MadeProposal } from './proposal.ts'

/** What the governor wants to see again of a proposal that the API told; null where its calls are too long for an answer. */
export function madeProposal({ calls, descriptionHash }: Pick<ProposalDetailWire, 'calls' | 'descriptionHash'>): MadeProposal | null {
  if (calls === null) return null
  return {
    calls: calls.map(({ to, value, data }) => ({ to: address(to), value: BigInt(value), data: data as Hex })),
    descriptionHash: hex32(descriptionHash),
  }
}

import { address, hex32 } from '@infinitio/domain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import type { Hex } from 'viem'
import type { MadeProposal } from './proposal.ts'

/**
 * Returns the fields that the governor requires again for a proposal from the API, or null if the API omitted its
 * calls because they are too long.
 */
export function madeProposal({ calls, descriptionHash }: Pick<ProposalDetailWire, 'calls' | 'descriptionHash'>): MadeProposal | null {
  if (calls === null) return null
  return {
    calls: calls.map(({ to, value, data }) => ({ to: address(to), value: BigInt(value), data: data as Hex })),
    descriptionHash: hex32(descriptionHash),
  }
}

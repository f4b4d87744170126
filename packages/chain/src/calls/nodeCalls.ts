import type { Address, Hex32 } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** The attested tier and reliability of a machine, with the Merkle proof from its statement to the newest root under the subject (topic) "nodes". */
export type ProvenNode = { readonly node: Hex32; readonly tier: number; readonly reliabilityBps: number; readonly proof: readonly Hex[] }

/**
 * Stores in the registry the tiers and reliabilities that validators attested. Anyone may send the call. The call reverts if the Merkle proof of a statement
 * does not lead to the newest root.
 */
export function applyNodesCall({ attestations, nodes }: { attestations: Address; nodes: readonly ProvenNode[] }): ContractCall {
  const args = [nodes.map(({ node, tier, reliabilityBps }) => ({ node, tier, reliabilityBps })), nodes.map(({ proof }) => proof)] as const
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'applyNodes', args }) }
}

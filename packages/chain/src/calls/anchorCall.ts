import type { Address, Hex32 } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import type { ContractCall } from './contractCall.ts'

/**
 * Writes the journal's root of an hour (Unix time ÷ 3,600) to the chain. Only an engine that the Directory lists may send the call, and each hour must be later
 * than the previous one.
 */
export function anchorCall({ attestations, epoch, root }: { attestations: Address; epoch: bigint; root: Hex32 }): ContractCall {
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'anchor', args: [epoch, root] }) }
}

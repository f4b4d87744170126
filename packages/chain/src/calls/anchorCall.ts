import type { Address, Hex32 } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import type { ContractCall } from './contractCall.ts'

/**
 * Writes the journal's root of an hour (`epoch` is Unix time ÷ 3,600) to the chain. Only an engine that the Directory lists may send the call, once for each
 * hour: from the hour itself until 24 h after it, in any order of hours.
 */
export function anchorCall({ attestations, epoch, root }: { attestations: Address; epoch: bigint; root: Hex32 }): ContractCall {
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'anchor', args: [epoch, root] }) }
}

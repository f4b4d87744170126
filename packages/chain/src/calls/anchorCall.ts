import type { Address, Hex32 } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { attestationsAbi } from '../generated/attestationsAbi.ts'
import type { ContractCall } from './contractCall.ts'

/** Anchors the journal's root of an hour (Unix time ÷ 3,600). An engine of the Directory must send it; hours only increase. */
export function anchorCall({ attestations, epoch, root }: { attestations: Address; epoch: bigint; root: Hex32 }): ContractCall {
  return { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'anchor', args: [epoch, root] }) }
}

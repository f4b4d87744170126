import { firstBlockSince, infinitioGovernorAbi } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { readContract } from 'viem/actions'

/**
 * Finds the block of the governor's creation: the first block that is not older than the creation time which the governor contract stores. Throws viem's
 * errors.
 */
export async function firstBlock(client: Client, governor: Address, head: bigint): Promise<bigint> {
  const at = { address: governor, abi: infinitioGovernorAbi } as const
  const [until, span] = await Promise.all([
    readContract(client, { ...at, functionName: 'GUARDIAN_UNTIL' }),
    readContract(client, { ...at, functionName: 'GUARDIAN_SECONDS' }),
  ])
  return await firstBlockSince(client, { time: until - span, head })
}

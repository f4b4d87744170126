import type { Client } from 'viem'
import { readContract } from 'viem/actions'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { nameKey } from '../addresses/directoryNames.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { firstBlockSince } from './blocks.ts'

/**
 * Returns the number of a block before the creation of the market's contracts. The Directory stores the time from which it trusts its PToken contract. The
 * returned block is the first block that is at most `GENESIS_SECONDS` (a day) before this time. Throws viem's errors.
 */
export async function marketStart(
  client: Client,
  { directory, pToken }: Pick<ChainAddresses, 'directory' | 'pToken'>,
  head: bigint,
): Promise<bigint> {
  const at = { address: directory, abi: directoryAbi } as const
  const [named, genesis] = await Promise.all([
    readContract(client, { ...at, functionName: 'trustedFrom', args: [nameKey('PToken'), pToken] }),
    readContract(client, { ...at, functionName: 'GENESIS_SECONDS' }),
  ])
  return await firstBlockSince(client, { time: BigInt(named) - genesis, head })
}

import { type ChainAddresses, directoryAbi, infinitioGovernorAbi, nameKey } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { getBlock, readContract } from 'viem/actions'

/** Finds the block of the governor's creation: the first block at or after the creation time that is stored in its code. Throws viem's errors. */
export async function firstBlock(client: Client, governor: Address, head: bigint): Promise<bigint> {
  const at = { address: governor, abi: infinitioGovernorAbi } as const
  const [until, span] = await Promise.all([
    readContract(client, { ...at, functionName: 'GUARDIAN_UNTIL' }),
    readContract(client, { ...at, functionName: 'GUARDIAN_SECONDS' }),
  ])
  return await firstSince(client, { time: until - span, head })
}

/** Returns a block before the creation of the market's contracts: the genesis that the Directory lists. Throws viem's errors. */
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
  return await firstSince(client, { time: BigInt(named) - genesis, head })
}

/** Finds the first block at or after a time by binary search. */
async function firstSince(client: Client, { time, head }: { time: bigint; head: bigint }): Promise<bigint> {
  let [low, high] = [0n, head]
  while (low < high) {
    const middle = (low + high) / 2n
    const { timestamp } = await getBlock(client, { blockNumber: middle })
    if (timestamp < time) low = middle + 1n
    else high = middle
  }
  return low
}

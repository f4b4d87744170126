import { infinitioGovernorAbi } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import type { Client } from 'viem'
import { getBlock, readContract } from 'viem/actions'

/** The block of the governor's creation: the first as late as its own code says, found by halving. Throws viem's errors. */
export async function firstBlock(client: Client, governor: Address, head: bigint): Promise<bigint> {
  const at = { address: governor, abi: infinitioGovernorAbi } as const
  const [until, span] = await Promise.all([
    readContract(client, { ...at, functionName: 'GUARDIAN_UNTIL' }),
    readContract(client, { ...at, functionName: 'GUARDIAN_SECONDS' }),
  ])
  let [low, high] = [0n, head]
  while (low < high) {
    const middle = (low + high) / 2n
    const { timestamp } = await getBlock(client, { blockNumber: middle })
    if (timestamp < until - span) low = middle + 1n
    else high = middle
  }
  return low
}

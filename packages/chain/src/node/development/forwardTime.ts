import { type Client, toHex } from 'viem'
import { getBlock, getChainId } from 'viem/actions'
import { developmentChainId } from './developmentChainId.ts'

/**
 * Moves the clock of a development chain forward and mines a block. As a consequence, leases end, signed orders expire and bonds become due. Returns the new
 * block's time. Throws on any other chain, and for a step outside (0, 400 days].
 */
export async function forwardTime(client: Client, { seconds }: { seconds: bigint }): Promise<bigint> {
  const chainId = await getChainId(client)
  if (chainId !== developmentChainId) throw new Error(`time can be moved on chain ${developmentChainId} only; this is chain ${chainId}`)
  if (seconds <= 0n || seconds > 400n * 86_400n) throw new Error('time moves on by at most 400 days at once')
  type Ask = { Method: string; Parameters: readonly unknown[]; ReturnType: unknown }
  await client.request<Ask>({ method: 'evm_increaseTime', params: [toHex(seconds)] })
  await client.request<Ask>({ method: 'evm_mine', params: [] })
  return (await getBlock(client, { blockTag: 'latest' })).timestamp
}

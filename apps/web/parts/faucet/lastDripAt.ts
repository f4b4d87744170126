import { devFaucetAbi } from '@infinitio/chain'
import type { ChainWire } from '@infinitio/domain/wire'
import { createClient, http, isAddress } from 'viem'
import { readContract } from 'viem/actions'

/** When the faucet of a development chain last gave to an account, Unix seconds of the block clock; 0 for never, and for a chain without one. */
export async function lastDripAt({ addresses }: Pick<ChainWire, 'addresses'>, account: string): Promise<number> {
  const { faucet } = addresses
  if (faucet === null || !isAddress(faucet) || !isAddress(account)) return 0
  const client = createClient({ transport: http(new URL('/api/v1/rpc', window.location.origin).href) })
  return Number(await readContract(client, { address: faucet, abi: devFaucetAbi, functionName: 'lastDripAt', args: [account] }))
}

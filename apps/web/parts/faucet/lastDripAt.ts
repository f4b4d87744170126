import { devFaucetAbi } from '@infinitio/chain'
import type { ChainWire } from '@infinitio/domain/wire'
import { createClient, http, isAddress } from 'viem'
import { readContract } from 'viem/actions'

/**
 * Returns when the faucet of a development chain last paid an account, in Unix seconds of the block clock. Returns 0 if it never did, or if the chain
 * has no faucet.
 */
export async function lastDripAt({ addresses }: Pick<ChainWire, 'addresses'>, account: string): Promise<number> {
  const { faucet } = addresses
  if (faucet === null || !isAddress(faucet) || !isAddress(account)) return 0
  const client = createClient({ transport: http(new URL('/api/v1/rpc', window.location.origin).href) })
  return Number(await readContract(client, { address: faucet, abi: devFaucetAbi, functionName: 'lastDripAt', args: [account] }))
}

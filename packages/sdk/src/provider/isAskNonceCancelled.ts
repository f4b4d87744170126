import type { AddressesWire } from '@infinitio/domain/wire'

const callTimeoutMs = 10_000

/**
 * Returns true if the chain lists the ask nonce of a provider as cancelled. Asks and signing permissions use such nonces. Throws viem's errors if the chain
 * node does not answer.
 */
export async function isAskNonceCancelled({
  rpcUrl,
  addresses,
  provider,
  nonce,
}: {
  rpcUrl: string
  addresses: Pick<AddressesWire, 'market'>
  provider: string
  nonce: bigint
}): Promise<boolean> {
  // Loads the chain code only when it is needed, so that programs that use only the API stay small.
  const [{ marketAbi }, { createChainClient }] = await Promise.all([import('@infinitio/chain'), import('@infinitio/chain/sender')])
  const client = createChainClient({ rpcUrl, timeoutMs: callTimeoutMs })
  return client.readContract({
    address: addresses.market as `0x${string}`,
    abi: marketAbi,
    functionName: 'askCancelled',
    args: [provider as `0x${string}`, nonce],
  })
}

import type { AddressesWire } from '@infinitio/domain/wire'

const callTimeoutMs = 10_000

/** Whether the chain holds an ask's nonce of a provider, or a mandate's, for cancelled. Asked of the chain itself. Throws viem's errors when the chain node is away. */
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
  // Loaded when needed: a program that only talks to the API does without chain code.
  const [{ marketAbi }, { createChainClient }] = await Promise.all([import('@infinitio/chain'), import('@infinitio/chain/node')])
  const client = createChainClient({ rpcUrl, timeoutMs: callTimeoutMs })
  return client.readContract({
    address: addresses.market as `0x${string}`,
    abi: marketAbi,
    functionName: 'askCancelled',
    args: [provider as `0x${string}`, nonce],
  })
}

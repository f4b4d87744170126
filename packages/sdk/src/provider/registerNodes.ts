import type { AddressesWire } from '@infinitio/domain/wire'
import type { NodeRegistration } from './nodeRegistration.ts'

const registerGas = 500_000n
const minedWithinMs = 120_000

/**
 * Registers nodes with the provider's key, all sent at once, and resolves when every one is mined. Rejects with the node's key when
 * one is refused: it is registered already, or the provider's bond is too small.
 */
export async function registerNodes({
  rpcUrl,
  addresses,
  privateKey,
  registrations,
}: {
  rpcUrl: string
  addresses: Pick<AddressesWire, 'nodeRegistry'>
  privateKey: `0x${string}`
  registrations: readonly NodeRegistration[]
}): Promise<void> {
  const [{ nodeRegistryAbi }, { createChainClient, sendCalls }, { address }, { encodeFunctionData }] = await Promise.all([
    import('@infinitio/chain'),
    import('@infinitio/chain/node'),
    import('@infinitio/domain'),
    import('viem/utils'),
  ])
  const client = createChainClient({ rpcUrl, timeoutMs: minedWithinMs })
  const calls = registrations.map((registration) => ({
    what: `registering node key ${registration.nodeKey}`,
    to: address(addresses.nodeRegistry),
    data: encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args: [registration] }),
    value: 0n,
    gas: registerGas,
  }))
  await sendCalls(client, { privateKey, calls, timeoutMs: minedWithinMs })
}

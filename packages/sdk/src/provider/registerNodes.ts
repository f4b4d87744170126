import type { AddressesWire } from '@infinitio/domain/wire'

const registerGas = 500_000n
const minedWithinMs = 120_000

/**
 * Registers nodes with the provider's key, all at the same time, and resolves when all transactions are mined. Rejects if a node is already registered, or if
 * the provider's bond is too small for a node; the error names the key of that node.
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
    import('@infinitio/chain/sender'),
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

/**
 * A provider's data about a new node. Keys: the node key's address, and the raw 32-byte public keys of its SSH host
 * (ed25519) and its encryption box (X25519).
 */
export type NodeRegistration = {
  nodeKey: `0x${string}`
  hostKey: `0x${string}`
  boxKey: `0x${string}`
  classId: number
  regionId: number
  gpus: number
  vramGib: number
  cpuCores: number
  ramGib: number
  diskGib: number
  networkMbps: number
}

import type { AddressesWire } from '@infinitio/domain/wire'

/** What the chain has of a node; null when it is not registered. Hardware as last told; `requiredBond` in PToken base units. */
export type NodeRecord = {
  provider: string
  retired: boolean
  /** X25519 key that things are sealed to for it. */
  boxKey: string
  cpuCores: number
  ramGib: number
  diskGib: number
  networkMbps: number
  requiredBond: bigint
} | null

const callTimeoutMs = 10_000

/** Reads nodes from the registry, in the order asked. Throws viem's errors when the chain node is away. */
export async function readNodeRecords({
  rpcUrl,
  addresses,
  nodeIds,
}: {
  rpcUrl: string
  addresses: Pick<AddressesWire, 'nodeRegistry'>
  nodeIds: readonly string[]
}): Promise<NodeRecord[]> {
  // Loaded when needed: a program that only talks to the API does without chain code.
  const [{ nodeRegistryAbi }, { createChainClient }] = await Promise.all([import('@infinitio/chain'), import('@infinitio/chain/node')])
  const client = createChainClient({ rpcUrl, timeoutMs: callTimeoutMs })
  return Promise.all(
    nodeIds.map(async (nodeId) => {
      const node = await client.readContract({
        address: addresses.nodeRegistry as `0x${string}`,
        abi: nodeRegistryAbi,
        functionName: 'nodeOf',
        args: [nodeId as `0x${string}`],
      })
      if (BigInt(node.provider) === 0n) return null
      const { retired, boxKey, cpuCores, ramGib, diskGib, networkMbps, requiredBond } = node
      return { provider: node.provider.toLowerCase(), retired, boxKey: boxKey.toLowerCase(), cpuCores, ramGib, diskGib, networkMbps, requiredBond }
    }),
  )
}

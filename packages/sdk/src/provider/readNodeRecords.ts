import type { AddressesWire } from '@infinitio/domain/wire'

/** A node's record on the chain, or null if it is not registered. The hardware is as the node reported it last. `requiredBond` is in base units of PToken. */
export type NodeRecord = {
  provider: string
  retired: boolean
  classId: number
  vramGib: number
  tier: number
  /** X25519 key for encrypting data to the node. */
  boxKey: string
  cpuCores: number
  ramGib: number
  diskGib: number
  networkMbps: number
  requiredBond: bigint
} | null

const callTimeoutMs = 10_000

/** Reads nodes from the registry in the given order. Throws viem's errors if the chain node does not answer. */
export async function readNodeRecords({
  rpcUrl,
  addresses,
  nodeIds,
}: {
  rpcUrl: string
  addresses: Pick<AddressesWire, 'nodeRegistry'>
  nodeIds: readonly string[]
}): Promise<NodeRecord[]> {
  // Loads the chain code only when it is needed, so that programs that use only the API stay small.
  const [{ nodeRegistryAbi }, { createChainClient }] = await Promise.all([import('@infinitio/chain'), import('@infinitio/chain/sender')])
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
      const { retired, classId, vramGib, tier, boxKey, cpuCores, ramGib, diskGib, networkMbps, requiredBond } = node
      return {
        provider: node.provider.toLowerCase(),
        retired,
        classId,
        vramGib,
        tier,
        boxKey: boxKey.toLowerCase(),
        cpuCores,
        ramGib,
        diskGib,
        networkMbps,
        requiredBond,
      }
    }),
  )
}

import type { AddressesWire } from '@infinitio/domain/wire'

const callTimeoutMs = 10_000

/**
 * A provider's bond and what its live nodes need of it, in PToken base units, with the native coins (wei) it has for gas.
 * Throws viem's errors when the chain node is away.
 */
export async function readProviderBond({
  rpcUrl,
  addresses,
  provider,
}: {
  rpcUrl: string
  addresses: Pick<AddressesWire, 'nodeRegistry' | 'stakeVault'>
  provider: string
}): Promise<{ bonded: bigint; required: bigint; nativeWei: bigint }> {
  const [{ nodeRegistryAbi, stakeVaultAbi }, { createChainClient }, { stringToHex }] = await Promise.all([
    import('@infinitio/chain'),
    import('@infinitio/chain/node'),
    import('viem/utils'),
  ])
  const client = createChainClient({ rpcUrl, timeoutMs: callTimeoutMs })
  const account = provider as `0x${string}`
  const [bond, record, nativeWei] = await Promise.all([
    client.readContract({
      address: addresses.stakeVault as `0x${string}`,
      abi: stakeVaultAbi,
      functionName: 'bondOf',
      args: [account, stringToHex('Provider', { size: 32 })],
    }),
    client.readContract({ address: addresses.nodeRegistry as `0x${string}`, abi: nodeRegistryAbi, functionName: 'providerOf', args: [account] }),
    client.getBalance({ address: account }),
  ])
  return { bonded: bond.bonded, required: record.requiredBond, nativeWei }
}

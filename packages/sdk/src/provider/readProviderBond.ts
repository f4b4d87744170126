import type { AddressesWire } from '@infinitio/domain/wire'

const callTimeoutMs = 10_000

/** What an account has on chain to provide with. PToken base units; `releaseAt` in Unix seconds; wei. */
export type ProviderBond = {
  bonded: bigint
  /** What its live nodes need of the bond. */
  required: bigint
  /** What was asked back, and from when it can be taken. */
  unbonding: bigint
  releaseAt: bigint
  /** PToken in the wallet itself, which a bond is paid from. */
  walletUnits: bigint
  /** Native coins, for gas, and what a unit of gas costs now. */
  nativeWei: bigint
  gasPriceWei: bigint
}

/** Reads a provider's bond and means. Throws viem's errors when the chain node is away. */
export async function readProviderBond({
  rpcUrl,
  addresses,
  provider,
}: {
  rpcUrl: string
  addresses: Pick<AddressesWire, 'nodeRegistry' | 'stakeVault' | 'ptoken'>
  provider: string
}): Promise<ProviderBond> {
  const [{ nodeRegistryAbi, pTokenAbi, stakeVaultAbi }, { createChainClient }, { stringToHex }] = await Promise.all([
    import('@infinitio/chain'),
    import('@infinitio/chain/node'),
    import('viem/utils'),
  ])
  const client = createChainClient({ rpcUrl, timeoutMs: callTimeoutMs })
  const account = provider as `0x${string}`
  const [bond, record, walletUnits, nativeWei, gasPriceWei] = await Promise.all([
    client.readContract({
      address: addresses.stakeVault as `0x${string}`,
      abi: stakeVaultAbi,
      functionName: 'bondOf',
      args: [account, stringToHex('Provider', { size: 32 })],
    }),
    client.readContract({ address: addresses.nodeRegistry as `0x${string}`, abi: nodeRegistryAbi, functionName: 'providerOf', args: [account] }),
    client.readContract({ address: addresses.ptoken as `0x${string}`, abi: pTokenAbi, functionName: 'balanceOf', args: [account] }),
    client.getBalance({ address: account }),
    client.getGasPrice(),
  ])
  const { bonded, unbonding, releaseAt } = bond
  return { bonded, required: record.requiredBond, unbonding, releaseAt: BigInt(releaseAt), walletUnits, nativeWei, gasPriceWei }
}

import type { AddressesWire } from '@infinitio/domain/wire'

const callTimeoutMs = 10_000

/** A provider's funds on the chain. PToken in base units, `releaseAt` in Unix seconds, native coins in wei. */
export type ProviderBond = {
  bonded: bigint
  /** The bond that the provider's live nodes require. */
  required: bigint
  /** The amount that is being unbonded, and when it can be withdrawn. */
  unbonding: bigint
  releaseAt: bigint
  /** The PToken in the provider's wallet, from which a bond can be paid. */
  walletUnits: bigint
  /** Native coins for gas, and the current gas price. */
  nativeWei: bigint
  gasPriceWei: bigint
}

/** Reads a provider's bond and funds. Throws viem's errors if the chain node does not answer. */
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
    import('@infinitio/chain/sender'),
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

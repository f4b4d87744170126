import type { AddressesWire } from '@infinitio/domain/wire'

/** Funds that one account gives to another, so that the other can list nodes: a bond in base units of PToken, and native coins in wei. */
export type ProviderSupport = { provider: string; bondAmount: bigint; nativeWei: bigint }

const callGas = 300_000n
const minedWithinMs = 120_000

/**
 * Deposits provider bonds for other accounts and sends them coins for gas. The account of `privateKey` pays for all of
 * it. Resolves when all transactions are mined. Rejects if that account has too little PToken or too few coins.
 */
export async function supportProviders({
  rpcUrl,
  addresses,
  privateKey,
  supports,
}: {
  rpcUrl: string
  addresses: Pick<AddressesWire, 'ptoken' | 'stakeVault'>
  privateKey: `0x${string}`
  supports: readonly ProviderSupport[]
}): Promise<void> {
  const [{ pTokenAbi, stakeVaultAbi }, { createChainClient, sendCalls }, { address }, { encodeFunctionData, stringToHex }] = await Promise.all([
    import('@infinitio/chain'),
    import('@infinitio/chain/sender'),
    import('@infinitio/domain'),
    import('viem/utils'),
  ])
  const stakeVault = address(addresses.stakeVault)
  const total = supports.reduce((sum, support) => sum + support.bondAmount, 0n)
  const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, total] })
  const purpose = stringToHex('Provider', { size: 32 })
  const calls = supports.flatMap(({ provider, bondAmount, nativeWei }) => {
    const account = address(provider)
    const bond = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [account, purpose, bondAmount] })
    return [
      ...(nativeWei > 0n ? [{ what: `sending coins to ${provider}`, to: account, data: '0x' as const, value: nativeWei, gas: 21_000n }] : []),
      ...(bondAmount > 0n ? [{ what: `bonding for ${provider}`, to: stakeVault, data: bond, value: 0n, gas: callGas }] : []),
    ]
  })
  const first = { what: 'approving PToken for the bond', to: address(addresses.ptoken), data: approve, value: 0n, gas: callGas }
  const client = createChainClient({ rpcUrl, timeoutMs: minedWithinMs })
  await sendCalls(client, { privateKey, calls: total > 0n ? [first, ...calls] : calls, timeoutMs: minedWithinMs })
}

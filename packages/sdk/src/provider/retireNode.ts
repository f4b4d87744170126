import type { AddressesWire } from '@infinitio/domain/wire'

const callGas = 300_000n
const minedWithinMs = 120_000

/** The amounts that a provider gets back when it retires a node, in base units of PToken. The value 0 or false means that nothing is taken. */
export type NodeFarewell = {
  /** The part of the bond to unbond. It can be withdrawn after 35 days. Unbonding again restarts the wait for the whole amount. */
  unbond: bigint
  /** True: withdraw into the wallet the part of the bond that is no longer locked. */
  takeReleased: boolean
  /** The part of the market balance to withdraw into the wallet. */
  withdraw: bigint
}

/**
 * Retires a node permanently, if it is still registered, and unbonds and withdraws the given amounts. Resolves when all transactions are mined. Rejects with
 * the name of the step that the chain rejected. Does not end leases on the node.
 */
export async function retireNode({
  rpcUrl,
  addresses,
  privateKey,
  nodeId,
  isRetired,
  farewell,
}: {
  rpcUrl: string
  addresses: Pick<AddressesWire, 'nodeRegistry' | 'stakeVault' | 'market'>
  privateKey: `0x${string}`
  nodeId: string
  isRetired: boolean
  farewell: NodeFarewell
}): Promise<void> {
  const [
    { marketAbi, nodeRegistryAbi, stakeVaultAbi },
    { createChainClient, sendCalls },
    { address },
    { encodeFunctionData, stringToHex },
    accounts,
  ] = await Promise.all([
    import('@infinitio/chain'),
    import('@infinitio/chain/sender'),
    import('@infinitio/domain'),
    import('viem/utils'),
    import('viem/accounts'),
  ])
  const [registry, vault, market] = [addresses.nodeRegistry, addresses.stakeVault, addresses.market].map((text) => address(text))
  if (registry === undefined || vault === undefined || market === undefined) throw new Error('unreachable: three addresses give three')
  const to = accounts.privateKeyToAccount(privateKey).address
  const purpose = stringToHex('Provider', { size: 32 })
  const retire = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'retire', args: [nodeId as `0x${string}`] })
  const take = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'withdraw', args: [purpose, to] })
  const unbond = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'unbond', args: [purpose, farewell.unbond] })
  const withdraw = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [farewell.withdraw, to] })
  const calls = [
    ...(isRetired ? [] : [{ what: `retiring node ${nodeId}`, to: registry, data: retire }]),
    ...(farewell.takeReleased ? [{ what: 'taking the bond that was free', to: vault, data: take }] : []),
    ...(farewell.unbond > 0n ? [{ what: 'asking the bond back', to: vault, data: unbond }] : []),
    ...(farewell.withdraw > 0n ? [{ what: 'withdrawing the market balance', to: market, data: withdraw }] : []),
  ]
  if (calls.length === 0) return
  const client = createChainClient({ rpcUrl, timeoutMs: minedWithinMs })
  await sendCalls(client, { privateKey, calls: calls.map((call) => ({ ...call, value: 0n, gas: callGas })), timeoutMs: minedWithinMs })
}

import type { AddressesWire } from '@infinitio/domain/wire'

const callGas = 300_000n
const minedWithinMs = 120_000

/** What leaves with a node, in PToken base units; 0 or false: nothing. */
export type NodeFarewell = {
  /** How much of the bond to ask back. It can be taken 35 days later; asking again restarts that wait. */
  unbond: bigint
  /** Whether to take into the wallet what was asked back before and has waited long enough. */
  takeReleased: boolean
  /** How much of the market balance to take into the wallet. */
  withdraw: bigint
}

/**
 * Takes a node out of the registry for ever, unless it is already, and what is its provider's with it; resolves when all is mined. Rejects with
 * the name of the step that the chain refused. Leases that run on the node are not ended by it.
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
    import('@infinitio/chain/node'),
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

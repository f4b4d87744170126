import { nameKey, nodeRegistryAbi, pTokenAbi, stakeVaultAbi } from '@infinitio/chain'
import { type TestKey, testKey } from '@infinitio/chain/test'
import { type Address, type Ask, nodeIdOf, orderHash } from '@infinitio/domain'
import { buildAsk, signAsk } from '@infinitio/sdk'
import { createTestClient, encodeFunctionData, http, parseEther, walletActions } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { LiveMarket } from './liveMarket.ts'
import { bytesOf, type SeededNode } from './seedMarket.ts'

const bond = 10_000n * 10n ** 18n

/** A provider that is a contract account. `signer` signs for it, and the key of its machine is derived from `name`. */
export type ContractProvider = { readonly address: Address; readonly signer: PrivateKeyAccount; readonly name: string }

/** Returns an unsigned ask for the machine of a contract account, with the machine's key. */
export async function contractAsk(
  { api }: Pick<LiveMarket, 'api'>,
  { address: provider, name }: ContractProvider,
  nonce: bigint,
): Promise<{ ask: Ask; nodeKey: TestKey }> {
  const nodeKey = testKey(name)
  const node = nodeIdOf({ provider, nodeKey: nodeKey.address })
  const terms = { pricePerGpuSecond: 1_000_000_000_000n, gpus: 1, minDurationSeconds: 60, maxDurationSeconds: 864_000 }
  const rest = { availableForSeconds: 2_000_000, noticeSeconds: 0, trialSeconds: 0, nonce, chain: await api.client.getChain() }
  return { nodeKey, ask: buildAsk({ provider, node, ...terms, ...rest }) }
}

/** Signs and places an ask for the machine of a contract account. */
export async function placeContractAsk(market: Pick<LiveMarket, 'api'>, provider: ContractProvider, nonce: bigint) {
  const { ask } = await contractAsk(market, provider, nonce)
  return place(market, provider, ask)
}

async function place({ api }: Pick<LiveMarket, 'api'>, { signer }: ContractProvider, ask: Ask) {
  return api.send('POST', '/orders', { body: await signAsk(signer, { ask, chain: await api.client.getChain() }) })
}

/** Bonds, registers and lists a machine of a contract account, as its owners would. */
export async function listContractMachine(market: LiveMarket, provider: ContractProvider): Promise<SeededNode> {
  const { api, engine } = market
  const { nodeRegistry, pToken, stakeVault } = api.chain.addresses
  const { nodeKey, ask } = await contractAsk(market, provider, 1n)
  const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, bond] })
  await market.send(api.chain.keys.provider, { to: pToken, data: approve })
  const bondFor = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [provider.address, nameKey('Provider'), bond] })
  await market.send(api.chain.keys.provider, { to: stakeVault, data: bondFor })
  const facts = { classId: 0, regionId: 0, gpus: 1, vramGib: 0, cpuCores: 2, ramGib: 4, diskGib: 10, networkMbps: 100 }
  const registration = { nodeKey: nodeKey.address, hostKey: bytesOf(`host ${provider.name}`), boxKey: bytesOf(`box ${provider.name}`), ...facts }
  const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args: [registration] })
  const rpc = createTestClient({ mode: 'anvil', transport: http(api.chain.rpcUrl) }).extend(walletActions)
  await rpc.setBalance({ address: provider.address, value: parseEther('1') })
  await rpc.impersonateAccount({ address: provider.address })
  await rpc.sendTransaction({ account: provider.address, to: nodeRegistry, data, chain: null, gas: 2_000_000n })
  await engine.until(
    'the machine is known',
    async () => (await api.owner.query('select 1 from book_nodes where node_id = $1', [ask.node])).length > 0,
  )
  const { body } = await place(market, provider, ask)
  await market.judged(body.orderHash)
  return { node: ask.node, nodeKey: privateKeyToAccount(nodeKey.privateKey), ask, askHash: orderHash(body.orderHash) }
}

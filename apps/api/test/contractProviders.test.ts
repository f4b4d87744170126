import { marketAbi, nameKey, nodeRegistryAbi, pTokenAbi, stakeVaultAbi } from '@infinitio/chain'
import { testKey } from '@infinitio/chain/test'
import { readWallet } from '@infinitio/db'
import { nodeIdOf, orderHash } from '@infinitio/domain'
import { buildAsk, signAsk, signCancelLease } from '@infinitio/sdk'
import { createTestClient, encodeFunctionData, http, parseEther, walletActions } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContractAccount, deployContractAccount } from './deployContractAccount.ts'
import { liveMarket } from './liveMarket.ts'
import { bytesOf, type SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { signedLease } from './signedLease.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const coin = 10n ** 18n
const bond = 10_000n * coin

describe('a provider that is a contract account', () => {
  let api: TestApi
  let engine: TestEngine
  let provider: ContractAccount
  let renter: ContractAccount
  let machine: SeededNode
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    provider = await deployContractAccount(api, 'provider')
    renter = await deployContractAccount(api, 'renter')
    await deposit(renter)
    await market().fund(testKey('other renter'))
    machine = await listMachine()
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('costs the renter no strike when it refuses its own ask between match and settle (M10)', async () => {
    // One strike in an hour has no effect, so the renter gets it first.
    const { body } = await place(await market().list('cancelled before ready'), renter.signer)
    const { leaseId } = await market().judged(body.orderHash)
    const cancel = await signCancelLease(renter.signer, { lease: await signedLease(api, leaseId ?? ''), chain: await api.client.getChain() })
    await api.client.placeRelay(cancel)
    await market().leaseWhen(BigInt(leaseId ?? 0), 'it is cancelled', ({ state }) => state === 'closed')
    expect(await matchAndRefuse(renter.signer)).toMatchObject({ state: 'abandoned', code: 'order.ask_signature_refused' })
    expect(await api.client.getOrder(machine.askHash)).toMatchObject({ state: 'cancelled', leftReason: 'chain' })
    expect((await place(await market().list('booked afterwards'), renter.signer)).status).toBe(202)
  })

  it('gets the strike itself: after a second one in an hour it may place no ask', async () => {
    const again = await placeAsk(2n)
    expect(again.status).toBe(202)
    await market().judged(again.body.orderHash)
    expect(await matchAndRefuse(privateKeyToAccount(testKey('other renter').privateKey))).toMatchObject({ code: 'order.ask_signature_refused' })
    expect(await placeAsk(3n)).toMatchObject({ status: 429, body: { code: 'order.backed_off' } })
  })

  const market = () => liveMarket(api, engine)
  const place = async (node: SeededNode, signer: PrivateKeyAccount) => api.send('POST', '/orders', { body: await signedBid(api, node, { signer }) })

  /**
   * Lets a bid match the machine, and its provider refuse the ask's signature before the settle is
   * sent. Returns the order after the result.
   */
  async function matchAndRefuse(signer: PrivateKeyAccount) {
    await engine.stop()
    const rooms = [startTestEngine(api, 'follower'), startTestEngine(api, 'matcher')] as const
    engine = rooms[1]
    const { body } = await place(machine, signer)
    await engine.until('it is matched', async () => (await api.client.getOrder(body.orderHash)).state === 'matched')
    await provider.setMood('refuses')
    await Promise.all(rooms.map((room) => room.stop()))
    engine = startTestEngine(api)
    const judged = await market().judged(body.orderHash)
    await provider.setMood('honest')
    return judged
  }

  async function askOf(nonce: bigint) {
    const nodeKey = testKey('node of a contract account')
    const node = nodeIdOf({ provider: provider.address, nodeKey: nodeKey.address })
    const chain = await api.client.getChain()
    const terms = { pricePerGpuSecond: 1_000_000_000_000n, gpus: 1, minDurationSeconds: 60, maxDurationSeconds: 864_000 }
    const rest = { availableForSeconds: 2_000_000, noticeSeconds: 0, trialSeconds: 0, nonce, chain }
    return { nodeKey, node, chain, ask: buildAsk({ provider: provider.address, node, ...terms, ...rest }) }
  }

  async function placeAsk(nonce: bigint) {
    const { ask, chain } = await askOf(nonce)
    return api.send('POST', '/orders', { body: await signAsk(provider.signer, { ask, chain }) })
  }

  /** Bonds, registers and lists a machine of the provider, as its owners would. */
  async function listMachine(): Promise<SeededNode> {
    const { nodeRegistry, pToken, stakeVault } = api.chain.addresses
    const { nodeKey, node, ask } = await askOf(1n)
    const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, bond] })
    await market().send(api.chain.keys.provider, { to: pToken, data: approve })
    const bondFor = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [provider.address, nameKey('Provider'), bond] })
    await market().send(api.chain.keys.provider, { to: stakeVault, data: bondFor })
    const facts = { classId: 0, regionId: 0, gpus: 1, vramGib: 0, cpuCores: 2, ramGib: 4, diskGib: 10, networkMbps: 100 }
    const registration = { nodeKey: nodeKey.address, hostKey: bytesOf('host of it'), boxKey: bytesOf('box of it'), ...facts }
    const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'register', args: [registration] })
    const rpc = createTestClient({ mode: 'anvil', transport: http(api.chain.rpcUrl) }).extend(walletActions)
    await rpc.setBalance({ address: provider.address, value: parseEther('1') })
    await rpc.impersonateAccount({ address: provider.address })
    await rpc.sendTransaction({ account: provider.address, to: nodeRegistry, data, chain: null, gas: 2_000_000n })
    await engine.until('the machine is known', async () => (await api.owner.query('select 1 from book_nodes where node_id = $1', [node])).length > 0)
    const { body } = await placeAsk(1n)
    await market().judged(body.orderHash)
    return { node, nodeKey: privateKeyToAccount(nodeKey.privateKey), ask, askHash: orderHash(body.orderHash) }
  }

  /** Deposits for an account from the provider's wallet. */
  async function deposit({ address }: ContractAccount): Promise<void> {
    const { pToken, market: to } = api.chain.addresses
    const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [to, coin] })
    await market().send(api.chain.keys.provider, { to: pToken, data: approve })
    const depositFor = encodeFunctionData({ abi: marketAbi, functionName: 'depositFor', args: [address, coin] })
    await market().send(api.chain.keys.provider, { to, data: depositFor })
    await engine.until('the deposit is final', async () => {
      const { balance, arriving } = await readWallet(api.owner, { account: address })
      return balance > 0n && arriving === 0n
    })
  }
})

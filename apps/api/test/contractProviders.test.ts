import { marketAbi, pTokenAbi } from '@infinitio/chain'
import { testKey } from '@infinitio/chain/test'
import { readWallet } from '@infinitio/db'
import { signCancelLease } from '@infinitio/sdk'
import { encodeFunctionData } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContractProvider, listContractMachine, placeContractAsk } from './contractMachine.ts'
import { type ContractAccount, deployContractAccount } from './deployContractAccount.ts'
import { liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { signedLease } from './signedLease.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const isLong = process.env.TEST_LONG === '1'

const coin = 10n ** 18n

describe('a provider that is a contract account', () => {
  let api: TestApi
  let engine: TestEngine
  let provider: ContractAccount & ContractProvider
  let renter: ContractAccount
  let machine: SeededNode
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    provider = { ...(await deployContractAccount(api, 'provider')), name: 'node of a contract account' }
    renter = await deployContractAccount(api, 'renter')
    await deposit(renter)
    await market().fund(testKey('other renter'))
    machine = await listContractMachine(market(), provider)
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('costs the renter no strike when it refuses its own ask between match and settle (M10)', async () => {
    // Give the renter one strike, which a renter gets for cancelling a lease while the machine could still become ready. One strike has no effect, but a second
    // one within an hour would pause the renter's bids. Then the provider's account rejects its own ask. If that wrongly counted as a strike of the renter, the
    // last bid would not be filled.
    const { body } = await place(await market().list('cancelled before ready'), renter.signer)
    const { leaseId } = await market().judged(body.orderHash)
    const cancel = await signCancelLease(renter.signer, { lease: await signedLease(api, leaseId ?? ''), chain: await api.client.getChain() })
    await api.client.placeRelay(cancel)
    await market().leaseWhen(BigInt(leaseId ?? 0), 'it is cancelled', ({ state }) => state === 'closed')
    expect(await matchAndRefuse(renter.signer)).toMatchObject({ state: 'abandoned', code: 'order.ask_signature_refused' })
    expect(await api.client.getOrder(machine.askHash)).toMatchObject({ state: 'cancelled', leftReason: 'chain' })
    expect((await place(await market().list('booked afterwards'), renter.signer)).status).toBe(202)
  })

  it.skipIf(!isLong)('gets the strike itself: after a second one in an hour it may place no ask', async () => {
    const again = await placeContractAsk(market(), provider, 2n)
    expect(again.status).toBe(202)
    await market().judged(again.body.orderHash)
    expect(await matchAndRefuse(privateKeyToAccount(testKey('other renter').privateKey))).toMatchObject({ code: 'order.ask_signature_refused' })
    expect(await placeContractAsk(market(), provider, 3n)).toMatchObject({ status: 429, body: { code: 'order.backed_off' } })
  })

  const market = () => liveMarket(api, engine)
  const place = async (node: SeededNode, signer: PrivateKeyAccount) => api.send('POST', '/orders', { body: await signedBid(api, node, { signer }) })

  /**
   * Places a bid that matches the machine. Before the settlement is sent, the provider's contract account begins to reject the signature of its ask. Returns
   * the order with its final state.
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

  /** Deposits money for an account into the market, from the provider's wallet. */
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

import { marketAbi, pTokenAbi } from '@infinitio/chain'
import { testContractAccountAbi, testKey } from '@infinitio/chain/test'
import { address as domainAddress } from '@infinitio/domain'
import { signAsk, signCancelLease } from '@infinitio/sdk'
import { encodeFunctionData, type Hex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { strikesOf } from '../src/intake/strikesOf.ts'
import { delegateAccount } from './delegateAccount.ts'
import { liveMarket } from './liveMarket.ts'
import { accountAddress, createAccountCall, deployAccountFactory, type Owners, ownersSigner, signInByOwners } from './ownedAccounts.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { signedLease } from './signedLease.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const isLong = process.env.TEST_LONG === '1'

const coin = 10n ** 18n
const refusesAll = 2
const keyOf = (name: string) => privateKeyToAccount(testKey(name).privateKey)
const owners: Owners = [keyOf('first owner'), keyOf('second owner')]
const otherOwners: Owners = [keyOf('third owner'), keyOf('fourth owner')]

describe('the account of a key that runs the code of a contract account (EIP-7702)', () => {
  let api: TestApi
  let engine: TestEngine
  let code: Hex
  let otherCode: Hex
  let machines = 0
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    const factory = await deployAccountFactory(api)
    for (const by of [owners, otherOwners]) await market().send(api.chain.keys.deployer, { to: parsed(factory), data: createAccountCall(by) })
    code = await accountAddress(api, { factory, by: owners })
    otherCode = await accountAddress(api, { factory, by: otherOwners })
    const { provider } = api.chain.keys
    const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [api.chain.addresses.market, 10n * coin] })
    await market().send(provider, { to: api.chain.addresses.pToken, data })
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('signs in by its own key and by the owners that its code asks, and not by others', async () => {
    const key = await delegated('signs in')
    expect(await signInByOwners(api, key.address, { by: owners })).toMatchObject({ status: 200, body: { account: key.address.toLowerCase() } })
    expect((await api.client.signIn({ signer: key, as: 'token' })).account).toBe(key.address.toLowerCase())
    const refused = { status: 401, body: { code: 'auth.signature_wrong_signer' } }
    expect(await signInByOwners(api, key.address, { by: otherOwners })).toMatchObject(refused)
  })

  it('rents and cancels by the owners that its code asks', async () => {
    const signer = ownersSigner((await delegated('rents')).address, { by: owners })
    const { status, body } = await place(signer)
    expect({ status, code: body.code }).toEqual({ status: 202, code: undefined })
    const { leaseId } = await market().judged(body.orderHash)
    expect(leaseId).not.toBeNull()
    const cancel = await signCancelLease(signer, { lease: await signedLease(api, leaseId ?? ''), chain: await api.client.getChain() })
    expect((await api.send('POST', '/relays', { body: cancel })).status).toBe(202)
    await market().leaseWhen(BigInt(leaseId ?? 0), 'it is cancelled', ({ state }) => state === 'closed')
  })

  it('rents by its own key whatever its code answers, at the door as at the settle', async () => {
    const key = await delegated('has a key')
    const data = encodeFunctionData({ abi: testContractAccountAbi, functionName: 'setMood', args: [refusesAll] })
    await market().send(api.chain.keys.deployer, { to: parsed(key.address), data })
    const refused = await place(ownersSigner(key.address, { by: owners }))
    expect(refused).toMatchObject({ status: 401, body: { code: 'auth.signature_wrong_signer' } })
    const { status, body } = await place(key)
    expect(status).toBe(202)
    expect((await market().judged(body.orderHash)).leaseId).not.toBeNull()
  })

  it.skipIf(!isLong).each<[what: string, next: () => Hex | null]>([
    ['ends the delegation', () => null],
    ['delegates to the code of other owners', () => otherCode],
  ])('has a strike when it %s between door and settle (M10)', async (what, next) => {
    const key = await delegated(what)
    await engine.stop()
    const rooms = [startTestEngine(api, 'follower'), startTestEngine(api, 'matcher')] as const
    engine = rooms[1]
    const { body } = await place(ownersSigner(key.address, { by: owners }))
    await engine.until('it is matched', async () => (await api.client.getOrder(body.orderHash)).state === 'matched')
    await delegateAccount(api, { key, to: next() })
    await Promise.all(rooms.map((room) => room.stop()))
    engine = startTestEngine(api)
    expect(await market().judged(body.orderHash)).toMatchObject({ state: 'abandoned', code: 'auth.signature_wrong_signer' })
    const account = key.address.toLowerCase()
    expect((await strikesOf(api.services, api.owner, [account])).get(account)).toHaveLength(1)
  })

  it.skipIf(!isLong)('has no strike if it is the provider’s account that no longer runs code', async () => {
    const { provider } = api.chain.keys
    const key = privateKeyToAccount(provider.privateKey)
    await delegateAccount(api, { key, to: code })
    const listed = await market().list('of owners')
    const chain = await api.client.getChain()
    const ask = { ...listed.ask, nonce: listed.ask.nonce + 1n }
    const signed = await signAsk(ownersSigner(provider.address, { by: owners }), { ask, chain })
    await market().judged((await api.client.placeOrder(signed)).orderHash)
    const renter = await delegated('rents of owners')
    await engine.stop()
    const rooms = [startTestEngine(api, 'follower'), startTestEngine(api, 'matcher')] as const
    engine = rooms[1]
    const { body } = await placeOn({ ...listed, ask }, renter)
    await engine.until('it is matched', async () => (await api.client.getOrder(body.orderHash)).state === 'matched')
    await delegateAccount(api, { key, to: null })
    await Promise.all(rooms.map((room) => room.stop()))
    engine = startTestEngine(api)
    expect(await market().judged(body.orderHash)).toMatchObject({ state: 'abandoned', code: 'order.ask_signature_refused' })
    const account = renter.address.toLowerCase()
    expect((await strikesOf(api.services, api.owner, [account])).get(account)).toBeUndefined()
  })

  const market = () => liveMarket(api, engine)
  const parsed = (text: Hex) => domainAddress(text.toLowerCase())

  /** Places a bid on a new machine. */
  async function place(signer: PrivateKeyAccount) {
    machines += 1
    return placeOn(await market().list(`machine ${machines}`), signer)
  }

  async function placeOn(node: SeededNode, signer: PrivateKeyAccount) {
    return api.send('POST', '/orders', { body: await signedBid(api, node, { signer }) })
  }

  /** Creates a key with an account that runs the code of `owners`, and deposits money for it from the provider's wallet. */
  async function delegated(name: string): Promise<PrivateKeyAccount> {
    const key = keyOf(name)
    await delegateAccount(api, { key, to: code })
    const deposit = encodeFunctionData({ abi: marketAbi, functionName: 'depositFor', args: [key.address, coin] })
    await market().send(api.chain.keys.provider, { to: api.chain.addresses.market, data: deposit })
    const { token } = (await signInByOwners(api, key.address, { by: owners })).body
    await engine.until('the money may be spent', async () => {
      const { balance, arriving } = await api.client.withToken(token).getWallet({})
      return BigInt(balance) > 0n && arriving === '0'
    })
    return key
  }
})

import { marketAbi, pTokenAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { testContractAccountAbi, testKey } from '@infinitio/chain/test'
import { address as domainAddress } from '@infinitio/domain'
import { signAccountMessage, signCancelLease } from '@infinitio/sdk'
import { encodeFunctionData, type Hex, serializeErc6492Signature } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createContractSignatures } from '../src/signatures/createContractSignatures.ts'
import { liveMarket } from './liveMarket.ts'
import {
  accountAddress,
  createAccountCall as createCall,
  deployAccountFactory,
  type Owners,
  ownersSigner as signerOf,
  type Signing,
  signInByOwners,
} from './ownedAccounts.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { signedLease } from './signedLease.ts'

const moods = { honest: 0, burnsGas: 1, refuses: 2 } as const
const coin = 10n ** 18n
const owners = [privateKeyToAccount(testKey('first owner').privateKey), privateKeyToAccount(testKey('second owner').privateKey)] as const

describe('accounts that are contracts', () => {
  let now = 0
  let api: TestApi
  let engine: TestEngine
  let factory: Hex
  let account: Hex
  let machines = 0
  beforeAll(async () => {
    api = await startTestApi({
      change: (services) => ({ ...services, contractSignatures: createContractSignatures({ nowMs: () => now }) }),
    })
    engine = startTestEngine(api)
    factory = await deployAccountFactory(api)
    account = await addressOf(owners)
    await market().send(api.chain.keys.deployer, { to: parsed(factory), data: createCall(owners) })
    await fundMarket()
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('sign in by the signatures of both owners, and not by those of one (ERC-1271)', async () => {
    expect(await signIn(account, { by: owners })).toMatchObject({ status: 200, body: { account: account.toLowerCase() } })
    const stranger = api.accounts.stranger
    expect(await signIn(account, { by: [owners[0], stranger] })).toMatchObject({ status: 401, body: { code: 'auth.signature_wrong_signer' } })
  })

  it('sign in before they are deployed (ERC-6492), and must be deployed before they order', async () => {
    const later = [owners[1], owners[0]] as const
    const undeployed = await addressOf(later)
    const wrap = (signature: Hex) => serializeErc6492Signature({ address: factory, data: createCall(later), signature })
    expect(await signIn(undeployed, { by: later, wrap })).toMatchObject({ status: 200, body: { account: undeployed.toLowerCase() } })
    expect(await signIn(undeployed, { by: owners, wrap })).toMatchObject({ status: 401, body: { code: 'auth.signature_wrong_signer' } })
    expect(await rpc().getCode({ address: undeployed })).toBeUndefined()
    await api.owner.query(
      'insert into chain_accounts (account, balance, fees, floor, bonded, updated_block) values ($1, 10::numeric ^ 18, 0, 0, 0, 0)',
      [undeployed.toLowerCase()],
    )
    const order = await bidOf(undeployed, { by: later, wrap })
    expect(await api.send('POST', '/orders', { body: order })).toMatchObject({ status: 422, body: { code: 'auth.account_not_deployed' } })
  })

  it('rent and cancel by the signatures of their owners, as the contract takes them', async () => {
    const order = await bidOf(account, { by: owners })
    const { status, body } = await api.send('POST', '/orders', { body: order })
    expect({ status, code: body.code }).toEqual({ status: 202, code: undefined })
    const { leaseId } = await market().judged(body.orderHash)
    expect(leaseId).not.toBeNull()
    const signer = signerOf(account, { by: owners })
    const chain = await api.client.getChain()
    const cancel = await signCancelLease(signer, { lease: await signedLease(api, leaseId ?? ''), chain })
    expect((await api.send('POST', '/relays', { body: cancel })).status).toBe(202)
    await market().leaseWhen(BigInt(leaseId ?? 0), 'it is cancelled', ({ state }) => state === 'closed')
    const withdraw = await signAccountMessage(signer, { message: { kind: 'withdraw', amount: 1n, to: owners[0].address, nonce: 7n }, chain })
    expect((await api.send('POST', '/relays', { body: withdraw })).status).toBe(202)
  })

  it('are refused when their code burns all gas, within the gas that the contract gives it, and asked again only after 5 s', async () => {
    await setMood('burnsGas')
    const order = await bidOf(account, { by: owners })
    expect(await place(order)).toMatchObject({ status: 401, body: { code: 'auth.signature_wrong_signer' } })
    await setMood('honest')
    expect(await place(order)).toMatchObject({ status: 401, body: { code: 'auth.signature_wrong_signer' } })
    now += 5_000
    expect((await place(order)).status).toBe(202)
  })

  it('count a match that they refuse after the door took it, as one without money (M10)', async () => {
    await engine.stop()
    const rooms = [startTestEngine(api, 'follower'), startTestEngine(api, 'matcher')] as const
    engine = rooms[1]
    const { body } = await place(await bidOf(account, { by: owners }))
    await engine.until('it is matched', async () => (await api.client.getOrder(body.orderHash)).state === 'matched')
    await setMood('refuses')
    await Promise.all(rooms.map((room) => room.stop()))
    engine = startTestEngine(api)
    expect(await market().judged(body.orderHash)).toMatchObject({ state: 'abandoned', code: 'auth.signature_wrong_signer' })
    await setMood('honest')
    expect(await place(await bidOf(account, { by: owners }))).toMatchObject({ status: 429, body: { code: 'order.backed_off' } })
  })

  const market = () => liveMarket(api, engine)
  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
  const parsed = (text: Hex) => domainAddress(text.toLowerCase())
  const place = (body: unknown) => api.send('POST', '/orders', { body })
  const signIn = (address: Hex, signing: Signing) => signInByOwners(api, address, signing)
  const addressOf = (by: Owners) => accountAddress(api, { factory, by })

  /** Returns a bid on a new machine, signed by the owners of an account. */
  async function bidOf(renter: Hex, signing: Signing) {
    machines += 1
    return signedBid(api, await market().list(`machine ${machines}`), { signer: signerOf(renter, signing) })
  }

  async function setMood(mood: keyof typeof moods): Promise<void> {
    const data = encodeFunctionData({ abi: testContractAccountAbi, functionName: 'setMood', args: [moods[mood]] })
    await market().send(api.chain.keys.deployer, { to: parsed(account), data })
  }

  /** Deposits money for the account into the market, from the provider's wallet. */
  async function fundMarket(): Promise<void> {
    const { provider } = api.chain.keys
    const { pToken, market: place } = api.chain.addresses
    const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [place, coin] })
    await market().send(provider, { to: pToken, data: approve })
    const deposit = encodeFunctionData({ abi: marketAbi, functionName: 'depositFor', args: [account, coin] })
    await market().send(provider, { to: place, data: deposit })
    const { token } = (await signIn(account, { by: owners })).body
    await engine.until('the money may be spent', async () => {
      const { balance, arriving } = await api.client.withToken(token).getWallet({})
      return BigInt(balance) > 0n && arriving === '0'
    })
  }
})

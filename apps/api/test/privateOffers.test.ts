import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTunnel } from '@infinitio/db'
import { unixSeconds, zeroAddress } from '@infinitio/domain'
import { testKey } from '@infinitio/chain/test'
import { buildAsk, type Client, signAsk, signCancelOrder } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { provisionByAgent } from './provisionByAgent.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const price = 500_000_000_000n

/** A market with a real engine and chain, and a machine whose provider offers it to one renter at half of the public price. */
describe('an offer to one account', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let node: SeededNode
  let renter: Client
  let stranger: Client
  let provider: Client
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
    node = await market.list('chosen')
    await openTunnel(api.owner, { id: randomUUID(), nodeId: node.node, gatewayId: 'test', connectedAt: new Date() })
    const nodeKey = privateKeyToAccount(testKey('node chosen').privateKey)
    const signer = { nodeId: node.node, signMessage: (args: { message: string }) => nodeKey.signMessage(args) }
    await api.client.withToken((await api.client.signInNodes([signer])).token).sendHeartbeat({ nodes: [node.node] })
    ;[renter, stranger, provider] = (await Promise.all(
      [api.accounts.renter, api.accounts.stranger, api.accounts.provider].map((one) => api.signedIn(one)),
    )) as [Client, Client, Client]
  }, 180_000)
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('is shown only to its provider and to this account, beside the public offer', async () => {
    const chain = await api.client.getChain()
    const ask = buildAsk({
      ...{ provider: node.ask.provider, node: node.node, pricePerGpuSecond: price, gpus: 1, minDurationSeconds: 60, maxDurationSeconds: 864_000 },
      ...{ availableForSeconds: 2_000_000, noticeSeconds: 0, trialSeconds: 0, nonce: 77n, privateRenter: accountOf('renter'), chain },
    })
    const { orderHash } = await api.client.placeOrder(await signAsk(api.accounts.provider, { ask, chain }))
    expect(await market.judged(orderHash)).toMatchObject({ state: 'open' })
    expect(await privateAsks()).toEqual([{ orderHash, account: accountOf('renter'), pricePerGpuSecond: `${price}`, expiry: Number(ask.expiry) }])
    await vi.waitFor(async () => expect((await detail()).listing?.ask).toMatchObject({ privateRenter: zeroAddress }), 30_000)
    expect((await detail()).hasPrivateOffers).toBe(true)
    expect(await offerTo(stranger)).toBeNull()
    expect(await offerTo(renter)).toMatchObject({ askHash: orderHash, ask: { pricePerGpuSecond: `${price}`, privateRenter: accountOf('renter') } })
    await expect(api.client.getPrivateListing({ node: node.node, query: {} })).rejects.toMatchObject({ code: 'auth.session_missing' })
  })

  it('is the only one after the provider ended the offer for everyone: others see that the machine is not open to them', async () => {
    const chain = await api.client.getChain()
    const cancel = await signCancelOrder(api.accounts.provider, { orderHash: node.askHash, chain })
    await api.client.cancelOrder({ orderHash: node.askHash, cancel })
    await vi.waitFor(async () => expect(await detail()).toMatchObject({ listing: null, unavailable: 'private', hasPrivateOffers: true }), 30_000)
    expect(await offerTo(stranger)).toBeNull()
    expect(await offerTo(renter)).toMatchObject({ freeGpus: 1 })
    const bid = await signedBid(api, node, { signer: api.accounts.stranger })
    await expect(api.client.placeOrder(bid)).rejects.toMatchObject({ code: 'order.private_listing' })
  })

  it('becomes a lease of this account at the offered price, and counts in its public record', async () => {
    expect(await api.client.getPublicRenter(accountOf('renter'))).toMatchObject({ since: null, closedLeases: 0, openLeases: 0, gpuSeconds: '0' })
    const { orderHash } = await api.client.placeOrder(await signedBid(api, node))
    const { leaseId } = await market.judged(orderHash)
    const lease = await market.leaseWhen(BigInt(leaseId ?? 0), 'the lease is booked', () => true)
    expect(lease.pricePerGpuSecond).toBe(price)
    const record = await api.client.getPublicRenter(accountOf('renter'))
    expect(record).toMatchObject({ account: accountOf('renter'), closedLeases: 0, openLeases: 1, disputes: { opened: 0, open: 0, won: 0 } })
    expect(record.since).toBe(Number(lease.settledAt))
    expect(await api.client.getPublicRenter(accountOf('stranger'))).toMatchObject({ since: null, openLeases: 0, reviews: { hundredths: null } })
    await expect(api.client.getPublicRenter('0x12')).rejects.toMatchObject({ code: 'api.bad_address' })
  })

  it('is renewed in its last week by the agent that has the key of the wallet, and never after its provider ended it', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'infinitio-private-offers-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    const keyFile = join(dataDir, 'provider.key')
    writeFileSync(keyFile, api.chain.keys.provider.privateKey, { mode: 0o600 })
    const provision = provisionByAgent(api, { dataDir, keyFile, nodeKey: testKey('node chosen').privateKey })
    const chain = await api.client.getChain()
    const [lasting] = await privateAsks()
    const ask = buildAsk({
      ...{ provider: node.ask.provider, node: node.node, pricePerGpuSecond: price * 3n, gpus: 1, minDurationSeconds: 120, maxDurationSeconds: 7_200 },
      ...{ availableForSeconds: 500_000, noticeSeconds: 60, trialSeconds: 0, nonce: 78n, privateRenter: accountOf('stranger'), chain },
    })
    const short = await api.client.placeOrder(await signAsk(api.accounts.provider, { ask, chain }))
    expect(await market.judged(short.orderHash)).toMatchObject({ state: 'open' })
    expect((await provision()).code).toBe(0)
    expect((await api.client.getOrder(short.orderHash)).state, 'an offer for some days only is not signed again').toBe('open')
    const endShort = await signCancelOrder(api.accounts.provider, { orderHash: short.orderHash, chain })
    await api.client.cancelOrder({ orderHash: short.orderHash, cancel: endShort })
    await vi.waitFor(async () => expect(await privateAsks()).toEqual([lasting]), 30_000)
    const begun = { ...ask, nonce: 79n, availableFrom: unixSeconds(ask.availableUntil - 28n * 86_400n) }
    const { orderHash } = await api.client.placeOrder(await signAsk(api.accounts.provider, { ask: begun, chain }))
    expect(await market.judged(orderHash)).toMatchObject({ state: 'open' })
    expect((await provision()).code).toBe(0)
    const [same, renewed, ...others] = await privateAsks()
    expect([same, others], 'an offer with more time is not signed again').toEqual([lasting, []])
    expect(renewed).toMatchObject({ account: accountOf('stranger'), pricePerGpuSecond: `${price * 3n}` })
    expect(renewed?.expiry).toBeGreaterThan(chain.chainNow + 27 * 86_400)
    expect((await api.client.getOrder(renewed?.orderHash ?? '')).order).toMatchObject({
      minDurationSeconds: 120,
      maxDurationSeconds: 7_200,
      noticeSeconds: 60,
    })
    expect(await api.client.getOrder(orderHash)).toMatchObject({ state: 'cancelled', leftReason: 'replaced' })
    expect((await detail()).listing, 'the machine is still not offered to everyone').toBeNull()
    const end = await signCancelOrder(api.accounts.provider, { orderHash: renewed?.orderHash ?? '', chain })
    await api.client.cancelOrder({ orderHash: renewed?.orderHash ?? '', cancel: end })
    await vi.waitFor(async () => expect(await privateAsks()).toEqual([lasting]), 30_000)
    expect((await provision()).code).toBe(0)
    expect(await privateAsks()).toEqual([lasting])
  }, 120_000)

  const privateAsks = async () => (await provider.getProvider()).nodes.find((own) => own.node === node.node)?.privateAsks ?? []
  const accountOf = (who: 'renter' | 'stranger') => api.accounts[who].address.toLowerCase()
  const detail = () => api.client.getListing({ node: node.node, query: {} })
  const offerTo = async (client: Client) => (await client.getPrivateListing({ node: node.node, query: {} })).listing
})

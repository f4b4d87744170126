import { nodeRegistryAbi } from '@infinitio/chain'
import { testKey } from '@infinitio/chain/test'
import { type Ask, address, type Bid, pTokenUnits, unixSeconds, zeroHex32 } from '@infinitio/domain'
import type { EventWire, OrderWire } from '@infinitio/domain/wire'
import { buildOpenBid, type Client, type OpenBid, signAsk, signBid, signEnd, signEndByProvider } from '@infinitio/sdk'
import { createTestClient, encodeFunctionData, type Hex, http, parseEther, walletActions } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endLostOrderStreams } from '../src/actions/orders/endOrders.ts'
import { scoreNodes } from '../src/jobs/scoreNodes.ts'
import { auditOf } from './auditOf.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { signedLease } from './signedLease.ts'

const isLong = process.env['TEST_LONG'] === '1'

const price = 1_000_000_000_000n

/** Tests orders that wait in the book, from the signature to the lease, only over HTTP, with a real chain, database and engine. */
describe('orders that wait, and orders for several machines', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let client: Client
  let nonce = 90_000n
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
    client = await api.signedIn(api.accounts.renter)
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('a named price rests until a provider comes down to it', async () => {
    const node = await market.list('comes down')
    const bid = await place({ timeInForce: 'gtc', maxPricePerGpuSecond: String(price / 2n) })
    expect(await when(bid, 'it rests', ({ state }) => state === 'open')).toMatchObject({ gpusToGo: 1, gpusFilled: 0, matches: [], leaseId: null })
    await offer(node, price / 2n)
    const settled = await when(bid, 'it is settled', isSettled)
    expect(settled).toMatchObject({
      gpusToGo: 0,
      gpusFilled: 1,
      matches: [{ node: node.node, state: 'settled', pricePerGpuSecond: String(price / 2n) }],
    })
    expect(settled.leaseId).toBe(settled.matches[0]?.leaseId)
  })

  it('a machine that comes back meets a standing bid', async () => {
    const node = await market.list('comes back')
    const { leaseId } = await market.runLease(node)
    const bid = await place({ timeInForce: 'gtt' })
    await when(bid, 'it rests', ({ state }) => state === 'open')
    await client.placeRelay(
      await signEnd(api.accounts.renter, { lease: await signedLease(api, leaseId), accept: true, chain: await client.getChain() }),
    )
    const settled = await when(bid, 'it is settled', isSettled)
    expect(settled.matches).toMatchObject([{ node: node.node, gpus: 1, startAt: null }])
  })

  it('a cluster of two machines settles at once', async () => {
    const nodes = [await market.list('member one'), await market.list('member two')]
    const bid = await place({ timeInForce: 'fok', gpus: 2, cluster: true })
    const { matches } = await when(bid, 'it is settled', isSettled)
    expect(matches.map(({ node }) => node).toSorted()).toEqual(nodes.map(({ node }) => node).toSorted())
    expect(new Set(matches.map(({ together }) => together))).toEqual(new Set([matches[0]?.matchId]))
    const leases = await Promise.all(matches.map(({ leaseId }) => market.leaseWhen(BigInt(leaseId ?? 0), 'it is booked', () => true)))
    expect(new Set(leases.map(({ settledTx, startAt }) => `${settledTx} ${startAt}`)).size).toBe(1)
  })

  it('a reservation for tomorrow is a lease that starts tomorrow', async () => {
    const { chainNow } = await client.getChain()
    const startFrom = chainNow + 86_400
    const bid = await place({ startFrom, startUntil: startFrom + 3_600 })
    const settled = await when(bid, 'it is settled', isSettled)
    expect(settled.matches).toMatchObject([{ startAt: startFrom, state: 'settled' }])
    await market.leaseWhen(
      BigInt(settled.leaseId ?? 0),
      'it is booked for then',
      ({ state, startAt }) => state === 'booked' && startAt === BigInt(startFrom),
    )
  })

  it('an offer to one renter is only for that renter’s bids', async () => {
    const node = await market.list('private')
    await offer(node, price / 4n, { privateRenter: address(api.accounts.renter.address.toLowerCase()) })
    const wish = { maxPricePerGpuSecond: String(price / 4n) }
    const someoneElse = testKey('someone else')
    await market.fund(someoneElse)
    const { orderHash: foreign } = await client.placeOrder(await signed(wish, privateKeyToAccount(someoneElse.privateKey)))
    expect(await when(foreign, 'it is judged', ({ state }) => state === 'rejected')).toMatchObject({ code: 'order.nothing_fits', matches: [] })
    const settled = await when(await place(wish), 'it is settled', isSettled)
    expect(settled.matches).toMatchObject([{ node: node.node, pricePerGpuSecond: String(price / 4n), state: 'settled' }])
  })

  it('a bid that chooses by value takes the dearer machine that keeps its leases, one by price the cheaper that broke one', async () => {
    const [steady, broken] = [await market.list('steady'), await market.list('broken')]
    const { leaseId } = await market.runLease(broken)
    await client.placeRelay(
      await signEndByProvider(api.accounts.provider, { lease: await signedLease(api, leaseId), chain: await client.getChain() }),
    )
    await market.leaseWhen(leaseId, 'its provider ended it', ({ state }) => state === 'ended')
    // The order book divides prices by the reliability of the machines. `steady` costs 5 % more than `broken`, but ended no lease early, so it is the better
    // value.
    await offer(steady, (price * 105n) / 1_000n)
    await offer(broken, price / 10n)
    for (const { node } of [steady, broken]) await attestReliability(node)
    await scoreNodes(api.services, { after: '' })
    for (const { node } of [steady, broken]) await journalSays('NodeScored', node)
    const wish = { maxPricePerGpuSecond: String(price / 5n) }
    const order = { ...(await signed(wish)), rank: 'value' as const }
    const byValue = await when((await client.placeOrder(order)).orderHash, 'it is settled', isSettled)
    expect(byValue).toMatchObject({ rank: 'value', matches: [{ node: steady.node, pricePerGpuSecond: String((price * 105n) / 1_000n) }] })
    const byPrice = await when(await place(wish), 'it is settled', isSettled)
    expect(byPrice).toMatchObject({ rank: 'price', matches: [{ node: broken.node, pricePerGpuSecond: String(price / 10n) }] })
  })

  it('a bid of which nothing fits is over at once, and says why, and what the best ask was', async () => {
    const node = await market.list('too dear')
    await offer(node, price / 20n)
    const bid = await place({ maxPricePerGpuSecond: '1' })
    const judged = await when(bid, 'it is judged', ({ state, bestAskPerGpuSecond }) => state === 'rejected' && bestAskPerGpuSecond !== null)
    const missed = { code: 'order.nothing_fits', bestAskPerGpuSecond: String(price / 20n) }
    expect(judged).toMatchObject(missed)
    await offer(node, price / 40n)
    const { items, total, nextCursor } = await client.listOrders({ side: 'bids', state: 'past', limit: 1 })
    expect(items[0]).toMatchObject(missed)
    expect(total).toBeGreaterThan(1)
    expect((await client.listOrders({ side: 'bids', state: 'past', limit: 100 })).items).toHaveLength(total ?? 0)
    expect(await client.listOrders({ side: 'bids', state: 'past', limit: 1, cursor: nextCursor ?? '' })).toMatchObject({ total: null })
  })

  it('a standing bid is replaced, and all leave together', async () => {
    const older = await place({ timeInForce: 'gtc', maxPricePerGpuSecond: '2', gpus: 3 })
    await when(older, 'it rests', ({ state }) => state === 'open')
    const order = await signed({ timeInForce: 'gtc', maxPricePerGpuSecond: '2', gpus: 2 })
    const { orderHash: newer } = await client.replaceOrder({ order, replaces: older })
    expect(await when(older, 'it left', ({ state }) => state === 'cancelled')).toMatchObject({ leftReason: 'replaced', gpusToGo: 0 })
    expect(await when(newer, 'it rests', ({ state }) => state === 'open')).toMatchObject({ gpusToGo: 2 })
    expect(await client.cancelAllOrders({ side: 'bids' })).toMatchObject({ side: 'bids' })
    expect(await when(newer, 'it left', ({ state }) => state === 'cancelled')).toMatchObject({ leftReason: 'owner', gpusToGo: 0 })
  })

  it.skipIf(!isLong)('the orders of a connection leave with it', async () => {
    const seen: EventWire[] = []
    const stop = new AbortController()
    const done = client.watchOrders({ cancelOnDisconnect: true, onEvent: (event) => seen.push(event), signal: stop.signal })
    const stream = await engine.until('the stream has a name', async () => seen.find(({ topic }) => topic === 'stream')?.version)
    const { orderHash } = await client.placeOrder({ ...(await signed({ timeInForce: 'gtc', maxPricePerGpuSecond: '2' })), stream })
    await when(orderHash, 'it rests', ({ state }) => state === 'open')
    await endLostOrderStreams(api.services)
    expect(await client.getOrder(orderHash)).toMatchObject({ state: 'open' })
    stop.abort()
    await done
    await engine.until('the stream is taken for lost', async () => (await endLostOrderStreams(api.services)) > 0)
    expect(await when(orderHash, 'it left', ({ state }) => state === 'cancelled')).toMatchObject({ leftReason: 'session' })
    expect(seen.map(({ topic }) => topic)).toContain('orders')
  })

  it('journal, book, rows and chain agree after all of it', async () => {
    expect(await auditOf(api, engine)).toEqual([])
  })

  async function signed(wish: Partial<OpenBid>, renter = api.accounts.renter) {
    nonce += 1n
    const chain = await client.getChain()
    const anyHour = { classIds: [0], regionIds: [0], gpus: 1, durationSeconds: 3_600, maxPricePerGpuSecond: String(price), workloadHash: zeroHex32 }
    const bid: Bid = buildOpenBid({ renter: renter.address, ...anyHour, nonce, chain, ...wish })
    return signBid(renter, { bid, chain })
  }

  async function place(wish: Partial<OpenBid>): Promise<string> {
    return (await client.placeOrder(await signed(wish))).orderHash
  }

  async function offer(node: SeededNode, pricePerGpuSecond: bigint, terms: Partial<Ask> = {}): Promise<void> {
    const chain = await client.getChain()
    const expiry = unixSeconds(BigInt(chain.chainNow) + 86_400n)
    const ask = { ...node.ask, pricePerGpuSecond: pTokenUnits(pricePerGpuSecond), nonce: node.ask.nonce + 1n, expiry, ...terms }
    const { orderHash } = await client.placeOrder(await signAsk(api.accounts.provider, { ask, chain }))
    await market.judged(orderHash)
  }

  /** Writes the reliability of a machine that was always present, as it would be after its attestation on the chain. */
  async function attestReliability(node: string): Promise<void> {
    const { attestations, nodeRegistry } = api.chain.addresses
    const rpc = createTestClient({ mode: 'anvil', transport: http(api.chain.rpcUrl) }).extend(walletActions)
    const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'attest', args: [[{ node: node as Hex, tier: 1, reliabilityBps: 9_900 }]] })
    await rpc.setBalance({ address: attestations, value: parseEther('1') })
    await rpc.impersonateAccount({ address: attestations })
    await rpc.sendTransaction({ account: attestations, to: nodeRegistry, data, chain: null, gas: 200_000n })
    await journalSays('NodeAttested', node)
  }

  /** Waits until the matcher has read a command about a machine. */
  async function journalSays(kind: string, node: string): Promise<void> {
    const about = [`%"kind":"${kind}"%`, `%${node}%`]
    await engine.until(`${kind} is in the journal`, async () => {
      const rows = await api.owner.query('select 1 from journal where command like $1 and command like $2', about)
      return rows.length > 0
    })
  }

  function when(orderHash: string, what: string, is: (order: OrderWire) => boolean): Promise<OrderWire> {
    return engine.until(what, async () => {
      const order = await client.getOrder(orderHash)
      return is(order) ? order : null
    })
  }
})

/**
 * Returns true if all matches of the order are settled in the order book, too. The API shows a match as settled some time earlier, because it also reads the
 * state of the chain.
 */
function isSettled({ matches }: OrderWire): boolean {
  return matches.length > 0 && matches.every(({ state }) => state === 'settled')
}

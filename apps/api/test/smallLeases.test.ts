import { marketAbi, pTokenAbi, settleCall } from '@infinitio/chain'
import { testKey } from '@infinitio/chain/test'
import { readWallet } from '@infinitio/db'
import { anyoneExecutor, type Bid, orderHash, pTokenUnits, type SettleTerms } from '@infinitio/domain'
import { buildOpenBid, signAsk, signBid } from '@infinitio/sdk'
import { openMatches, openPublicBook } from '@infinitio/sdk/match'
import { encodeFunctionData } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const isLong = process.env.TEST_LONG === '1'

const fee = 10n ** 14n
/**
 * The least value of a lease that is settled without a higher fee, in base units. In these tests, an hour of a machine is worth less than this (3.6e15), and
 * three hours are worth more.
 */
const least = 10n ** 16n
const escrowOfHour = 3_600n * 10n ** 12n + 9n * 10n ** 12n
const settings = { LEAST_LEASE_VALUE: least.toString(), SMALL_LEASE_FEE: fee.toString() }
const terms: SettleTerms = { relayFee: pTokenUnits(0n), leastLeaseValue: pTokenUnits(least), smallLeaseFee: pTokenUnits(fee) }
const unpaid = { maxRelayFee: pTokenUnits(0n) }

describe('leases that are worth less than the operator settles at its own cost (H2)', () => {
  let api: TestApi
  let engine: TestEngine
  beforeAll(async () => {
    api = await startTestApi({ change: (services) => ({ ...services, settleTerms: terms }) })
    engine = startTestEngine(api, 'all', { settings })
    await market().fund(api.chain.keys.renter)
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('are refused without the fee, and the answer names it', async () => {
    const node = await market().list('without the fee')
    const refused = await place(node, unpaid)
    expect(refused).toMatchObject({ status: 422, body: { code: 'order.value_too_low', detail: `least value ${least}, relay fee ${fee}` } })
    expect(await place(node, { ...unpaid, executor: anyoneExecutor })).toMatchObject({ body: { code: 'order.value_too_low' } })
  })

  it('pay the fee that the SDK signs; a lease that is worth enough pays none', async () => {
    const small = await leaseOf(await place(await market().list('small')))
    expect(small.relayFee).toBe(fee)
    const large = await leaseOf(await place(await market().list('large'), { ...unpaid, durationSeconds: 10_800n as Bid['durationSeconds'] }))
    expect(large.relayFee).toBe(0n)
  })

  it('are settled by a party from the public journal, where both orders name anybody', async () => {
    const { body } = await place(await listForAnybody('by a party'), { ...unpaid, executor: anyoneExecutor })
    const matched = await matchedOrder(body.orderHash)
    expect(matched.matches).toMatchObject([{ state: 'unsettled', settledBy: 'party' }])
    const book = await openPublicBook({ rowsFrom: (from) => api.client.readJournal({ from }), start: null }).readOn()
    const [open] = openMatches(book, { account: api.chain.keys.renter.address })
    if (open === undefined) throw new Error('the match is in the public journal')
    await market().send(api.chain.keys.renter, settleCall({ market: api.chain.addresses.market, item: open.items[0] }))
    expect((await market().judged(body.orderHash)).leaseId).not.toBeNull()
    expect(await transactionsOf(body.orderHash)).toEqual([])
  })

  it('are given up when no party settles them, which counts against the renter who promised to', async () => {
    const node = await listForAnybody('by nobody')
    for (const status of [202, 202]) {
      const placed = await place(node, { ...unpaid, executor: anyoneExecutor })
      expect(placed.status).toBe(status)
      await matchedOrder(placed.body.orderHash)
      await api.owner.query('update settlements set created_at_ms = created_at_ms - 120000 where bid_hash = $1', [placed.body.orderHash])
      expect(await market().judged(placed.body.orderHash)).toMatchObject({ state: 'abandoned', code: 'order.not_settled' })
      expect(await transactionsOf(placed.body.orderHash)).toEqual([])
    }
    expect(await place(node)).toMatchObject({ status: 429, body: { code: 'order.backed_off' } })
  })

  it('as small pieces of a larger bid are given up at once, which counts against nobody', async () => {
    const renter = testKey('renter of pieces')
    await market().fund(renter)
    const signer = privateKeyToAccount(renter.privateKey)
    for (const nonce of [1n, 2n, 3n]) {
      const node = await market().list(`piece ${nonce}`)
      const placed = await placePieces(signer, node, nonce)
      expect(placed.status).toBe(202)
      const judged = await market().judged(placed.body.orderHash)
      expect(judged.matches).toMatchObject([{ state: 'abandoned', code: 'order.value_too_low', settledBy: 'party' }])
      expect(await transactionsOf(placed.body.orderHash)).toEqual([])
    }
  })

  it.skipIf(!isLong)('are given up without a strike when the balance covers them, and not their fee too', async () => {
    const renter = testKey('renter of two')
    const signer = privateKeyToAccount(renter.privateKey)
    await deposit(renter.address, 2n * escrowOfHour + fee)
    const nodes = [await market().list('one of two'), await market().list('two of two')] as const
    await engine.stop()
    const rooms = [startTestEngine(api, 'follower', { settings }), startTestEngine(api, 'matcher', { settings })] as const
    engine = rooms[1]
    const hashes = []
    for (const node of nodes) {
      const { body } = await api.send('POST', '/orders', { body: await signedBid(api, node, { signer }) })
      await matchedOrder(body.orderHash)
      hashes.push(body.orderHash)
    }
    await Promise.all(rooms.map((room) => room.stop()))
    engine = startTestEngine(api, 'all', { settings })
    expect(await market().judged(hashes[0])).toMatchObject({ state: 'settled' })
    expect(await market().judged(hashes[1])).toMatchObject({ state: 'abandoned', code: 'order.value_too_low' })
  })

  const market = () => liveMarket(api, engine)
  const place = async (node: SeededNode, change: Partial<Bid> = {}) => api.send('POST', '/orders', { body: await signedBid(api, node, { change }) })

  async function matchedOrder(hash: string) {
    return engine.until('it is matched', async () => {
      const order = await api.client.getOrder(hash)
      return order.state === 'matched' && order.leaseId === null ? order : null
    })
  }

  async function leaseOf({ status, body }: Awaited<ReturnType<typeof place>>) {
    expect({ status, code: body.code }).toEqual({ status: 202, code: undefined })
    const { leaseId } = await market().judged(body.orderHash)
    return market().leaseWhen(BigInt(leaseId ?? 0), 'it is booked', () => true)
  }

  /** Lists a machine with an ask that anybody may settle. */
  async function listForAnybody(name: string): Promise<SeededNode> {
    const node = await market().list(name)
    const ask = { ...node.ask, executor: anyoneExecutor, nonce: node.ask.nonce + 1n }
    const { body } = await api.send('POST', '/orders', {
      body: await signAsk(privateKeyToAccount(api.chain.keys.provider.privateKey), { ask, chain: await api.client.getChain() }),
    })
    await market().judged(body.orderHash)
    return { ...node, ask, askHash: orderHash(body.orderHash) }
  }

  /**
   * Places a bid for four GPUs that may be filled one GPU at a time. The whole bid is worth enough to be settled for the usual fee, but one GPU of it is not.
   * The machine has only one GPU.
   */
  async function placePieces(signer: typeof api.accounts.renter, { node, ask }: SeededNode, nonce: bigint) {
    const chain = await api.client.getChain()
    const wish = {
      renter: signer.address,
      classIds: [0],
      regionIds: [0],
      gpus: 4,
      durationSeconds: 3_600,
      workloadHash: `0x${'0'.repeat(64)}`,
      nonce,
      chain,
    }
    const bid = { ...buildOpenBid({ ...wish, maxPricePerGpuSecond: ask.pricePerGpuSecond.toString(), node }), ...unpaid }
    return api.send('POST', '/orders', { body: await signBid(signer, { bid, chain }) })
  }

  function transactionsOf(hash: string) {
    return api.owner.query('select 1 from transactions join settlements using (match_id) where bid_hash = $1', [hash])
  }

  async function deposit(account: `0x${string}`, amount: bigint): Promise<void> {
    const { pToken, market: to } = api.chain.addresses
    await market().send(api.chain.keys.provider, {
      to: pToken,
      data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [to, amount] }),
    })
    await market().send(api.chain.keys.provider, {
      to,
      data: encodeFunctionData({ abi: marketAbi, functionName: 'depositFor', args: [account, amount] }),
    })
    await engine.until('the deposit is final', async () => {
      const { balance, arriving } = await readWallet(api.owner, { account })
      return balance > 0n && arriving === 0n
    })
  }
})

import { openTestDb } from '@infinitio/db/test'
import { type Bid, type OrderHash, timeInForce, unixSeconds } from '@infinitio/domain'
import { nodeRegistryAbi } from '@infinitio/chain'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebuildBookRows } from '../src/matcher/rebuildBookRows.ts'
import { actorKey, placeAsk, send, type TestNode } from './actors.ts'
import { fund, listNode, testPrice } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { placeAnywhere } from './placeAnywhere.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

/** Tests bids that accept any fitting machine, on a real chain. The contract must accept every match that the order book makes. */
describe('every kind of bid', () => {
  let market: Market
  let worker: RunningEngine
  let first: TestNode
  const renter = actorKey('renter of kinds')
  beforeAll(async () => {
    market = await startMarket()
    worker = await market.startRooms()
    await fund(market, renter)
    first = (await listNode(market, { name: 'kinds one', gpus: 2 })).node
    await listNode(market, { name: 'kinds two', gpus: 2 })
  })
  afterAll(() => market.stop())

  it('settles a cluster over two nodes in one transaction', async () => {
    const bid = await place({ nonce: 1n, gpus: 3, cluster: true, timeInForce: timeInForce.fok })
    await market.until('the cluster is settled', async () => (await rowOf(bid))?.state === 'settled')
    const leases = await leasesOf(bid)
    expect(leases.map(({ gpus }) => gpus).sort()).toEqual([1, 2])
    expect(new Set(leases.map(({ tx }) => tx)).size).toBe(1)
    expect(new Set(leases.map(({ start }) => start)).size).toBe(1)
    // The follower has stored that the match is settled, but the worker may not have seen its block yet, so wait for the worker.
    await market.until('the worker has seen it', async () => (await sentFor(bid)).every(({ state }) => state === 'mined'))
    expect(await sentFor(bid)).toEqual([{ action: 'settleBatch', state: 'mined' }])
    await expectBooksAgree(market)
  })

  it('fills the available part of a resting bid, and the rest when a node offers more', async () => {
    const bid = await place({ nonce: 2n, gpus: 3, timeInForce: timeInForce.gtc })
    await market.until('what is free is settled', async () => (await leasesOf(bid)).length === 1)
    expect(await rowOf(bid)).toEqual({ state: 'open', openGpus: 2, leftReason: null })
    const third = await listNode(market, { name: 'kinds three', gpus: 2 })
    await market.until('the rest is settled', async () => (await rowOf(bid))?.state === 'settled')
    expect((await leasesOf(bid)).map(({ node, gpus }) => ({ node, gpus }))).toEqual([
      { node: expect.stringMatching(/^0x/), gpus: 1 },
      { node: third.node.id, gpus: 2 },
    ])
    expect(await rowOf(bid)).toEqual({ state: 'settled', openGpus: 0, leftReason: null })
    await expectBooksAgree(market)
  })

  it('books a lease that starts tomorrow', async () => {
    await offer(first, 12n)
    const { timestamp } = await market.client.getBlock({ blockTag: 'latest' })
    const start = timestamp - (timestamp % 3_600n) + 86_400n
    const window = { startFrom: unixSeconds(start), startUntil: unixSeconds(start + 3_600n) }
    const bid = await place({ nonce: 3n, gpus: 2, allOrNothing: true, ...window })
    await market.until('the reservation is settled', async () => (await rowOf(bid))?.state === 'settled')
    expect(await leasesOf(bid)).toMatchObject([{ start, gpus: 2 }])
    await expectBooksAgree(market)
  })

  it('abandons a whole cluster if one of its nodes retires before the settle', async () => {
    const four = (await listNode(market, { name: 'kinds four', gpus: 2 })).node
    const five = (await listNode(market, { name: 'kinds five', gpus: 2 })).node
    await worker.stop()
    const bid = await place({ nonce: 4n, gpus: 4, cluster: true, timeInForce: timeInForce.fok })
    await market.until('the cluster is matched', async () => (await rowOf(bid))?.state === 'matched')
    expect(
      (await market.owner.query('select node_id as node from settlements where bid_hash = $1 order by 1', [bid])).map(({ node }) => node).sort(),
    ).toEqual([four.id, five.id].sort())
    const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'retire', args: [five.id] })
    await send(market, five.provider, { to: market.chain.addresses.nodeRegistry, data, what: 'retire' })
    worker = await market.startEngine('worker')
    await market.until('the cluster is given up', async () => (await rowOf(bid))?.state === 'abandoned')
    expect(await leasesOf(bid)).toEqual([])
    expect(await market.owner.query('select id from book_reservations', [])).toEqual([])
    expect(await sentFor(bid)).toEqual([])
    await expectBooksAgree(market)
  })

  it('settles a bid with two fills of one ask in one transaction', async () => {
    const { node } = await listNode(market, { name: 'kinds six', gpus: 4 })
    const twoAtOnce = await offer({ ...node, gpus: 2 }, 13n)
    await market.until('the smaller ask is open', async () => (await rowOf(twoAtOnce))?.state === 'open')
    const bid = await place({ nonce: 5n, gpus: 4, node: node.id, timeInForce: timeInForce.fok })
    await market.until('both slices are settled', async () => (await rowOf(bid))?.state === 'settled')
    const leases = await leasesOf(bid)
    expect(leases.map(({ node: on, gpus }) => ({ on, gpus }))).toEqual([
      { on: node.id, gpus: 2 },
      { on: node.id, gpus: 2 },
    ])
    expect(new Set(leases.map(({ tx }) => tx)).size).toBe(1)
    expect(await rowOf(bid)).toEqual({ state: 'settled', openGpus: 0, leftReason: null })
    await expectBooksAgree(market)
  })

  it('leaves the same rows after a rebuild from the journal', async () => {
    const before = await bookTables()
    const matcher = openTestDb({ url: market.database.urls.infinitio_matcher, max: 1, onError: () => {} })
    await matcher.transaction(rebuildBookRows)
    await matcher.close()
    expect(await bookTables()).toEqual(before)
  })

  async function bookTables() {
    const rowsOf = (table: string, key: string) => market.owner.query(`select * from ${table} order by ${key}`, [])
    return [await rowsOf('book_orders', 'order_hash'), await rowsOf('settlements', 'match_id'), await rowsOf('book_reservations', 'id')]
  }

  async function offer(node: TestNode, nonce: bigint): Promise<OrderHash> {
    return placeAsk(market, node, { pricePerGpuSecond: testPrice, nonce })
  }

  async function place(wish: Partial<Bid> & { nonce: bigint; gpus: number }): Promise<OrderHash> {
    return placeAnywhere(market, renter, wish)
  }

  async function rowOf(bidHash: OrderHash) {
    const rows = await market.owner.query<{ state: string; openGpus: number; leftReason: string | null }>(
      'select state, open_gpus as "openGpus", left_reason as "leftReason" from book_orders where order_hash = $1',
      [bidHash],
    )
    return rows[0]
  }

  async function leasesOf(bidHash: OrderHash) {
    return market.owner.query<{ node: string; gpus: number; start: bigint; tx: string }>(
      'select node_id as node, gpus, start_at as start, settled_tx as tx from leases where bid_hash = $1 order by lease_id',
      [bidHash],
    )
  }

  function sentFor(bidHash: OrderHash) {
    return market.owner.query(
      'select action, state from transactions where match_id in (select match_id from settlements where bid_hash = $1) order by id',
      [bidHash],
    )
  }
})

import { randomUUID } from 'node:crypto'
import { insertRelay, upsertNodeProfile } from '@infinitio/db'
import { timeInForce, workloadHash } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, relayReady } from './actors.ts'
import { bookLease, fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { cancelAskOnChain } from './cancelAskOnChain.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { placeAnywhere } from './placeAnywhere.ts'
import { type Market, startMarket } from './startMarket.ts'

describe('a match that the chain refuses', () => {
  let market: Market
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('follower')
    await market.startEngine('matcher')
  })
  afterAll(() => market.stop())

  it('is abandoned with the contract’s reason, and frees its reserved hours and money', async () => {
    const renter = actorKey('abandon renter')
    const first = await market.startEngine('worker')
    await fund(market, renter)
    const { node, askHash } = await listNode(market, { name: 'abandon', gpus: 1 })
    await first.stop()
    const bidHash = await placeHourBid(market, renter, { node, nonce: 1n })
    await market.until('the order is matched', async () => (await orderState(market, bidHash))?.state === 'matched')
    await cancelAskOnChain(market, askHash)
    await market.startEngine('worker')
    await market.until('the order is abandoned', async () => (await orderState(market, bidHash))?.state === 'abandoned')
    expect(await orderState(market, bidHash)).toMatchObject({ code: 'order.ask_gone', leaseId: null })
    expect(await market.owner.query('select 1 from book_reservations', [])).toEqual([])
    expect(await market.owner.query("select 1 from transactions where purpose = 'settle'", [])).toEqual([])
    await expectBooksAgree(market)
  })

  it('refuses a relay that no contract accepts, and sends the next one', async () => {
    const renter = actorKey('abandon renter')
    const { node } = await listNode(market, { name: 'odd relay', gpus: 1 })
    const { leaseId } = await bookLease(market, renter, { node, nonce: 7n })
    const odd = {
      id: randomUUID(),
      relayKey: 'odd',
      kind: 'ready',
      leaseId,
      account: renter.address,
      payload: '{"signedAt":"soon","signature":"0x1"}',
    }
    await market.api.transaction((tx) => insertRelay(tx, odd))
    await relayReady(market, node, leaseId)
    await market.until('the lease is active', async () => {
      const rows = await market.owner.query("select 1 from leases where lease_id = $1 and state = 'active'", [leaseId])
      return rows.length === 1
    })
    expect(await market.owner.query('select state, code from transactions where relay_id = $1', [odd.id])).toEqual([
      { state: 'failed', code: 'api.invalid_field' },
    ])
    await expectBooksAgree(market)
  })

  it('lets the account book another node', async () => {
    const renter = actorKey('abandon renter')
    const { node } = await listNode(market, { name: 'abandon next', gpus: 1 })
    await bookLease(market, renter, { node, nonce: 2n })
    await expectBooksAgree(market)
  })

  it('is abandoned before it is sent if its machine runs no images, and a resting bid matches the next machine', async () => {
    const renter = actorKey('abandon renter')
    const { node: plain } = await listNode(market, { name: 'runs none', gpus: 1 })
    const { node: boxed } = await listNode(market, { name: 'runs images', gpus: 1 })
    const named = workloadHash(`0x${'1a'.repeat(32)}`)
    await market.api.query('insert into workloads (hash, owner, body) values ($1, $2, $3)', [named, renter.address, '{"image":{"reference":"one"}}'])
    for (const [{ id }, runtime, isolation] of [
      [plain, 'local', 'process'],
      [boxed, 'container', 'container'],
    ] as const) {
      const row = { nodeId: id, name: runtime, simulated: false, country: null, city: null, latitude: null, longitude: null }
      await upsertNodeProfile(market.api, { ...row, cpuModel: 'Test CPU', gpuModel: null, runtime, isolation, report: null })
    }
    const wish = { gpus: 1, nonce: 3n, workloadHash: named }
    const bidHash = await placeAnywhere(market, renter, { ...wish, timeInForce: timeInForce.gtc })
    await market.until('the lease is settled', async () => (await orderState(market, bidHash))?.leaseId)
    expect(await market.owner.query('select node_id as "nodeId" from leases where bid_hash = $1', [bidHash])).toEqual([{ nodeId: boxed.id }])
    const given = await market.owner.query<{ payload: string }>('select payload from worker_commands where order_hash = $1', [bidHash])
    expect(given.map(({ payload }) => (JSON.parse(payload) as { code: string }).code)).toEqual(['node.images_unsupported'])
    expect(await market.owner.query('select 1 from leases where node_id = $1', [plain.id])).toEqual([])
    // This order must be matched at once, and the only machine that meets its terms cannot run its image. So the order is abandoned, and its reserved money
    // becomes free again.
    const now = await placeAnywhere(market, renter, { ...wish, nonce: 4n })
    await market.until('the order is abandoned', async () => (await orderState(market, now))?.state === 'abandoned')
    expect(await orderState(market, now)).toMatchObject({ code: 'node.images_unsupported', leaseId: null })
    expect(await market.owner.query("select 1 from book_reservations where kind = 'match'", [])).toEqual([])
    await expectBooksAgree(market)
  })
})

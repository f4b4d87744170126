import { setTimeout as delay } from 'node:timers/promises'
import { findRelay } from '@infinitio/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, relayEnd, relayReady } from './actors.ts'
import { bookLease, fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { cancelAskOnChain } from './cancelAskOnChain.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

const BLOCK_MS = 20

describe('a chain whose blocks come faster than one trial', () => {
  let market: Market
  let worker: RunningEngine
  let isMining = true
  let mining: Promise<void> | null = null
  const renter = actorKey('hasty renter')
  beforeAll(async () => {
    market = await startMarket()
    worker = await market.startRooms()
    await fund(market, renter)
  })
  afterAll(async () => {
    isMining = false
    await mining
    await market.stop()
  })

  it('still refuses an impossible relay', async () => {
    const { node } = await listNode(market, { name: 'hasty', gpus: 1 })
    const { leaseId } = await bookLease(market, renter, { node, nonce: 1n })
    await relayReady(market, node, leaseId)
    await relayEnd(market, renter, { leaseId, accept: true })
    const isClosed = "select 1 from leases where lease_id = $1 and state = 'closed'"
    await market.until('the lease is closed', async () => (await market.owner.query(isClosed, [leaseId])).length > 0)
    mining = mine()
    const relayId = await relayEnd(market, renter, { leaseId, accept: true })
    await market.until('it is refused', async () => (await findRelay(market.api, { relayId }))?.state === 'failed')
  })

  it('abandons a match that the chain refuses', async () => {
    const { node, askHash } = await listNode(market, { name: 'hastier', gpus: 1 })
    await worker.stop()
    const bidHash = await placeHourBid(market, renter, { node, nonce: 2n })
    await market.until('the order is matched', async () => (await orderState(market, bidHash))?.state === 'matched')
    await cancelAskOnChain(market, askHash)
    worker = await market.startEngine('worker')
    await market.until('the order is abandoned', async () => (await orderState(market, bidHash))?.state === 'abandoned')
    isMining = false
    await mining
    await expectBooksAgree(market)
    expect(await orderState(market, bidHash)).toMatchObject({ code: 'order.ask_gone', leaseId: null })
  })

  async function mine(): Promise<void> {
    while (isMining) {
      await market.chain.mine(1)
      await delay(BLOCK_MS)
    }
  }
})

import { randomUUID } from 'node:crypto'
import { insertRelay } from '@infinitio/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, relayReady } from './actors.ts'
import { bookLease, fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { cancelAskOnChain } from './cancelAskOnChain.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, startMarket } from './startMarket.ts'

describe('a match that the chain refuses', () => {
  let market: Market
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('follower')
    await market.startEngine('matcher')
  })
  afterAll(() => market.stop())

  it('is abandoned with the contract’s reason, and what it set aside is free again', async () => {
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

  it('refuses a relay that no contract takes, and sends the one behind it', async () => {
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

  it('leaves the account able to book the next node', async () => {
    const renter = actorKey('abandon renter')
    const { node } = await listNode(market, { name: 'abandon next', gpus: 1 })
    await bookLease(market, renter, { node, nonce: 2n })
    await expectBooksAgree(market)
  })
})

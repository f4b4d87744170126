import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, placeMandatedAsk, registerNode, relayEnd, relayReady } from './actors.ts'
import { bookLease, fund, listNode, orderState, testPrice } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

describe('ended leases', () => {
  let market: Market
  let worker: RunningEngine
  const renter = actorKey('sweep renter')
  beforeAll(async () => {
    market = await startMarket()
    worker = await market.startRooms()
    await fund(market, renter)
  })
  afterAll(() => market.stop())

  it('are refunded in full by the engine if the node never came, one hour and ten minutes after the start', async () => {
    const { node } = await listNode(market, { name: 'no show', gpus: 1 })
    const { leaseId } = await bookLease(market, renter, { node, nonce: 1n })
    await worker.stop()
    await market.chain.travel(4_300)
    worker = await market.startEngine('worker')
    const lease = await closedLease(market, leaseId)
    expect(lease).toMatchObject({ endReason: 6, pay: 0n, refund: lease.escrow })
    await expectBooksAgree(market)
  })

  it('refund the unused part at an end without accept, and the engine closes them one hour later', async () => {
    const { node } = await listNode(market, { name: 'not accepted', gpus: 1 })
    const { leaseId } = await bookLease(market, renter, { node, nonce: 2n })
    await relayReady(market, node, leaseId)
    await market.until('the lease is active', () => hasState(market, leaseId, 'active'))
    await market.chain.travel(100)
    await relayEnd(market, renter, { leaseId, accept: false })
    await market.until('the lease is ended', () => hasState(market, leaseId, 'ended'))
    const [ended] = await market.owner.query<{ pay: bigint; refund: bigint; escrow: bigint }>(
      'select pay, refund, escrow from leases where lease_id = $1',
      [leaseId],
    )
    expect(ended?.pay).toBe(0n)
    expect(ended?.refund).toBeGreaterThan(0n)
    expect(await refundsOf(market, leaseId)).toEqual([ended?.refund])
    await expectBooksAgree(market)
    await worker.stop()
    await market.chain.travel(3_700)
    worker = await market.startEngine('worker')
    const lease = await closedLease(market, leaseId)
    expect(lease.endReason).toBe(1)
    expect(lease.pay).toBeGreaterThan(0n)
    expect(lease.refund).toBe(ended?.refund)
    expect(await refundsOf(market, leaseId)).toEqual([lease.refund])
    await expectBooksAgree(market)
  })

  it('settle too if the node itself signed the ask under a mandate', async () => {
    const node = await registerNode(market, { name: 'mandated', gpus: 1 })
    const askHash = await market.until('the ask is open', async () => {
      const hash = await placeMandatedAsk(market, node, { pricePerGpuSecond: testPrice, nonce: 9_000n })
      return (await orderState(market, hash))?.state === 'open' ? hash : null
    })
    expect(askHash).toMatch(/^0x/)
    await bookLease(market, renter, { node, nonce: 3n })
    await expectBooksAgree(market)
  })
})

async function hasState(market: Market, leaseId: bigint, state: string): Promise<boolean> {
  return (await market.owner.query('select 1 from leases where lease_id = $1 and state = $2', [leaseId, state])).length > 0
}

/** Returns the refund amounts in the statement lines of a lease. */
async function refundsOf(market: Market, leaseId: bigint): Promise<bigint[]> {
  const rows = await market.owner.query<{ amount: bigint }>("select amount from chain_statement where lease_id = $1 and kind = 'refund'", [leaseId])
  return rows.map(({ amount }) => amount)
}

function closedLease(market: Market, leaseId: bigint): Promise<{ endReason: number; pay: bigint; refund: bigint; escrow: bigint }> {
  return market.until('the lease is closed', async () => {
    const rows = await market.owner.query<{ endReason: number; pay: bigint; refund: bigint; escrow: bigint }>(
      `select end_reason as "endReason", pay, refund, escrow from leases where lease_id = $1 and state = 'closed'`,
      [leaseId],
    )
    return rows[0]
  })
}

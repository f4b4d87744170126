import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, relayEnd, relayReady } from './actors.ts'
import { bookLease, fund, listNode, orderState } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, startMarket } from './startMarket.ts'
import { type SavedChain, startSavedChain } from './startSavedChain.ts'

describe('a chain that is killed and comes back without its last blocks', () => {
  let market: Market
  let chain: SavedChain
  const renter = actorKey('tail renter')
  beforeAll(async () => {
    market = await startMarket(async () => {
      chain = await startSavedChain()
      return chain
    })
    await market.startEngine('all')
    await fund(market, renter)
  })
  afterAll(() => market.stop())

  it.each(['settled', 'ready'])('finishes a booking whose lease had just become %s, with one lease and every unit in its place', async (moment) => {
    const { node } = await listNode(market, { name: `tail ${moment}`, gpus: 1 })
    await untilSaved()
    const { bidHash, leaseId } = await bookLease(market, renter, { node, nonce: moment === 'ready' ? 2n : 1n })
    if (moment === 'ready') {
      await relayReady(market, node, leaseId)
      await market.until('the lease is active', () => hasState(market, leaseId, 'active'))
    }
    await chain.kill()
    await chain.startAgain()
    await expectBooksAgree(market)
    expect(await orderState(market, bidHash)).toMatchObject({ state: 'settled' })
    const [row] = await market.owner.query<{ lease: bigint }>('select lease_id as lease from leases where bid_hash = $1', [bidHash])
    expect(row?.lease).toBe(leaseId)
    // A Ready message contains the time at which its lease starts. The lost lease was settled again in a later block and now starts at another time, so the
    // machine signs again, as its agent would.
    await relayReady(market, node, leaseId)
    await market.until('the lease is active', () => hasState(market, leaseId, 'active'))
    await relayEnd(market, renter, { leaseId, accept: true })
    await market.until('the lease is closed', () => hasState(market, leaseId, 'closed'))
    await expectBooksAgree(market)
  })

  it('restores every booking since an old backup, with one lease each and correct amounts', async () => {
    const nodes = []
    for (const name of ['one', 'two', 'three']) nodes.push(await listNode(market, { name: `backup ${name}`, gpus: 1 }))
    await untilSaved()
    await chain.keepBackup()
    const leases = []
    for (const [place, { node }] of nodes.entries()) leases.push({ node, ...(await bookLease(market, renter, { node, nonce: BigInt(10 + place) })) })
    for (const { node, leaseId } of leases.slice(1)) await relayReady(market, node, leaseId)
    for (const { leaseId } of leases.slice(1)) await market.until('the lease is active', () => hasState(market, leaseId, 'active'))
    await chain.mine(40)
    await expectBooksAgree(market)
    const followed = await market.client.getBlockNumber()
    await chain.restoreBackup()
    expect(await market.client.getBlockNumber()).toBeLessThan(followed - 40n)
    await expectBooksAgree(market)
    for (const { bidHash } of leases) {
      expect(await orderState(market, bidHash)).toMatchObject({ state: 'settled' })
      expect(await market.owner.query('select 1 from leases where bid_hash = $1', [bidHash])).toHaveLength(1)
    }
  })

  /** Waits until the chain's state file contains all blocks so far, so that a crash can lose only later blocks. */
  async function untilSaved(): Promise<void> {
    const since = Date.now()
    await market.until('the chain was saved', async () => chain.savedAtMs() > since)
  }
})

async function hasState(market: Market, leaseId: bigint, state: string): Promise<boolean> {
  return (await market.owner.query('select 1 from leases where lease_id = $1 and state = $2', [leaseId, state])).length > 0
}

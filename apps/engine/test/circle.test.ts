import { durationSeconds, leaseId } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, askFaucet, placeAsk, placeBid, registerNode, relayEnd, relayReady } from './actors.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, startMarket } from './startMarket.ts'

describe('one bid through the engine', () => {
  let market: Market
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('all', { HEADS_URL: market.chain.rpcUrl.replace(/^http/, 'ws') })
  })
  afterAll(() => market.stop())

  it('becomes a settled, ready, ended and closed lease whose amounts add up', async () => {
    const { until, owner } = market
    const renter = actorKey('renter')
    const node = await registerNode(market, { name: 'one', gpus: 2 })
    await askFaucet(market, renter)
    const funded = await until(
      'the faucet money is final',
      async () => (await owner.query("select 1 from chain_commands where kind = 'Deposited'", []))[0],
    )
    expect(funded).toBeDefined()
    await placeAsk(market, node, { pricePerGpuSecond: 1_000_000_000_000n, nonce: 1n })
    const askRow = await until(
      'the ask is judged',
      async () => (await owner.query<{ state: string; code: string | null }>("select state, code from book_orders where kind = 'ask'", []))[0],
    )
    expect(askRow).toEqual({ state: 'open', code: null })
    const bidHash = await placeBid(market, renter, {
      node,
      maxPricePerGpuSecond: 1_000_000_000_000n,
      gpus: 1,
      durationSeconds: durationSeconds(3_600n),
      nonce: 1n,
    })
    const order = await until('the order is settled', async () => {
      const [row] = await owner.query<{ state: string; code: string | null; lease_id: bigint }>(
        'select state, code, lease_id from book_orders where order_hash = $1',
        [bidHash],
      )
      expect(row?.code ?? null).toBeNull()
      return row?.state === 'settled' ? row : null
    })
    expect(await owner.query('select kind, nonce from book_orders order by kind', [])).toEqual([
      { kind: 'ask', nonce: 1n },
      { kind: 'bid', nonce: 1n },
    ])
    await relayReady(market, node, leaseId(order.lease_id))
    await until('the lease is active', async () => (await owner.query("select 1 from leases where state = 'active'", []))[0])
    await market.chain.travel(60)
    await relayEnd(market, renter, { leaseId: leaseId(order.lease_id), accept: true })
    type Sums = { pay: bigint; renter_fee: bigint; refund: bigint; escrow: bigint }
    const lease = await until('the lease is closed', async () => (await owner.query<Sums>("select * from leases where state = 'closed'", []))[0])
    expect(lease.pay + lease.renter_fee + lease.refund).toBe(lease.escrow)
    expect(lease.pay).toBeGreaterThan(0n)
    await expectBooksAgree(market)
    const traced = await owner.query<{ what: string }>(
      `select 'transaction ' || action as what from transactions where order_hash = $1
       union select 'relay ' || kind from relays where order_hash = $1
       union select 'log ' || name from chain_logs where order_hash = $1
       union select 'command ' || kind from chain_commands where order_hash = $1
       union select 'settlement' from settlements where bid_hash = $1
       union select 'journal' from journal where command like '%' || $1 || '%'`,
      [bidHash],
    )
    expect(traced.map(({ what }) => what).sort()).toEqual([
      ...['command LeaseClosed', 'command LeaseEnded', 'command LeaseReady', 'command Settled', 'journal'],
      ...['log LeaseClosed', 'log LeaseEnded', 'log LeaseReady', 'log Settled', 'relay end', 'relay ready'],
      ...['settlement', 'transaction end', 'transaction ready', 'transaction settle'],
    ])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey } from './actors.ts'
import { fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

describe('an unavailable chain or database', () => {
  let market: Market
  let engine: RunningEngine
  const renter = actorKey('away renter')
  beforeAll(async () => {
    market = await startMarket()
    engine = await market.startEngine('all')
    await fund(market, renter)
  })
  afterAll(() => market.stop())

  it('settles a match from before the outage once the chain returns, and reports both in health', async () => {
    const { node } = await listNode(market, { name: 'chain away', gpus: 1 })
    market.chainDoor.shut()
    await market.until('the follower says that the chain is away', async () => (await chainHealth(market)).some((ok) => !ok))
    const bidHash = await placeHourBid(market, renter, { node, nonce: 1n })
    await market.until('the order is matched', async () => (await orderState(market, bidHash))?.state === 'matched')
    await market.until('the worker says so too', async () => (await chainHealth(market)).every((ok) => !ok))
    market.chainDoor.open()
    await market.until('the order is settled', async () => (await orderState(market, bidHash))?.state === 'settled')
    await market.until('both say that the chain is back', async () => (await chainHealth(market)).every((ok) => ok))
    await expectBooksAgree(market)
  })

  it('starts a matcher during a chain outage with the rates of its journal', async () => {
    await engine.stop()
    market.chainDoor.shut()
    const matcher = await market.startEngine('matcher')
    market.chainDoor.open()
    await matcher.stop()
    engine = await market.startEngine('all')
    await expectBooksAgree(market)
  })

  it('resumes without help after its database connections were cut', async () => {
    const { node } = await listNode(market, { name: 'database away', gpus: 1 })
    market.databaseDoor.shut()
    const bidHash = await placeHourBid(market, renter, { node, nonce: 2n })
    // Do not wait with `until` here: it throws fatal errors, and the cut connection may already have ended the engine with one.
    const connections = "select 1 from pg_stat_activity where datname = current_database() and usename in ('infinitio_matcher', 'infinitio_worker')"
    await expect.poll(async () => (await market.owner.query(connections, [])).length).toBe(0)
    market.databaseDoor.open()
    const outcome = await Promise.race([engine.fatal.then(() => 'gave up'), settledSoon(market, bidHash)])
    if (outcome === 'gave up') {
      // The cut connection held the key's lock or a journal transaction, so the engine's process ends. A supervisor would start a new one; here the test does.
      market.takeFatal()
      await engine.stop()
      engine = await market.startEngine('all')
      await settledSoon(market, bidHash)
    }
    expect((await orderState(market, bidHash))?.state).toBe('settled')
    await expectBooksAgree(market)
  })
})

async function chainHealth(market: Market): Promise<boolean[]> {
  const rows = await market.owner.query<{ ok: boolean }>(
    'select chain_ok as ok from follower_checkpoint union all select chain_ok from worker_status',
    [],
  )
  return rows.map((row) => row.ok)
}

function settledSoon(market: Market, bidHash: Awaited<ReturnType<typeof placeHourBid>>): Promise<string> {
  return market.until('the order is settled', async () => ((await orderState(market, bidHash))?.state === 'settled' ? 'settled' : null))
}

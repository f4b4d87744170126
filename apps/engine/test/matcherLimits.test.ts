import { openTestDb } from '@infinitio/db/test'
import { randomUUID } from 'node:crypto'
import { insertApiCommand } from '@infinitio/db'
import { anyoneExecutor, bps, durationSeconds, holdId, type OrderHash, pTokenUnits } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wallClock } from '../src/loop/clock.ts'
import { CommandFailed } from '../src/matcher/judgeCommands.ts'
import { runMatcher } from '../src/matcher/runMatcher.ts'
import { accept, actorKey, placeAsk, placeBid } from './actors.ts'
import { fund, listNode, orderState, placeHourBid, testPrice } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'
import { noSnapshots } from './noSnapshots.ts'

describe('loads that must not stop the matcher', () => {
  let market: Market
  let matcher: RunningEngine
  let worker: RunningEngine
  const renter = actorKey('limits renter')
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('follower')
    worker = await market.startEngine('worker')
    matcher = await market.startEngine('matcher', { MAX_UNSETTLED: '1' })
    await fund(market, renter)
  })
  afterAll(() => market.stop())

  it('pause api commands while too many matches wait for the chain, report it, and end once they settle', async () => {
    const { node } = await listNode(market, { name: 'limits', gpus: 2 })
    await worker.stop()
    const first = await placeHourBid(market, renter, { node, nonce: 1n })
    await market.until('the first is matched', async () => (await orderState(market, first))?.state === 'matched')
    const second = await placeHourBid(market, renter, { node, nonce: 2n })
    await market.until('it says that it holds back', () => isPaused(market))
    await market.chain.mine(3)
    await market.until('the new blocks are in the journal', async () => (await waitingChainCommands(market)) === 0)
    expect(await orderState(market, second)).toBeNull()
    worker = await market.startEngine('worker')
    for (const order of [first, second]) await market.until('both are settled', async () => (await orderState(market, order))?.state === 'settled')
    await expectBooksAgree(market)
  })

  it('allow api commands while any number of small matches wait for their parties', async () => {
    const { node } = await listNode(market, { name: 'left to its parties', gpus: 2 })
    const cheap = { pricePerGpuSecond: testPrice, executor: anyoneExecutor }
    await placeAsk(market, node, { ...cheap, nonce: 77n })
    await worker.stop()
    await matcher.stop()
    matcher = await market.startEngine('matcher', { MAX_UNSETTLED: '1', LEAST_LEASE_VALUE: String(10n ** 30n) })
    const small = { node, maxPricePerGpuSecond: testPrice, gpus: 1, durationSeconds: durationSeconds(3_600n), executor: anyoneExecutor }
    const bids: OrderHash[] = []
    // Place the bids one after the other, because the matcher checks the limit only between two batches of commands.
    for (const nonce of [11n, 12n]) {
      const bid = await placeBid(market, renter, { ...small, nonce })
      await market.until('it is matched', async () => (await orderState(market, bid))?.state === 'matched')
      bids.push(bid)
    }
    await matcher.stop()
    matcher = await market.startEngine('matcher', { MAX_UNSETTLED: '1' })
    worker = await market.startEngine('worker')
    for (const bid of bids) await market.until('it is settled', async () => (await orderState(market, bid))?.state === 'settled')
    await expectBooksAgree(market)
  })

  it('skip an api command that our code cannot judge, after one restart, and take the next ones', async () => {
    await market.api.transaction((tx) => insertApiCommand(tx, { commandKey: 'poison', kind: 'PlaceBid', payload: '{"kind":"PlaceBid"}' }))
    await accept(market, { kind: 'CancelOrder', orderHash: someHash as never, by: renter.address }, 'behind the poison')
    expect(await matcher.fatal).toBeInstanceOf(CommandFailed)
    expect(market.takeFatal()).toBeInstanceOf(CommandFailed)
    await matcher.stop()
    matcher = await market.startEngine('matcher')
    await market.until('the command behind it is in the journal', async () => {
      const rows = await market.owner.query("select 1 from journal where command like '%' || $1 || '%'", [someHash])
      return rows.length === 1
    })
    await expectBooksAgree(market)
  })

  it('end an expired hold although no command arrives', async () => {
    const { askHash, node } = await listNode(market, { name: 'hold', gpus: 1 })
    await matcher.stop()
    const id = holdId(randomUUID())
    const hold = { holdId: id, account: renter.address, askHash, gpus: 1, durationSeconds: durationSeconds(3_600n), funded: true }
    await accept(market, { kind: 'PlaceHold', ...hold }, `hold/${id}`)
    const db = openTestDb({ url: market.database.urls.infinitio_matcher, max: 2, onError: () => {} })
    let aheadMs = 0
    const rates = { feeBps: bps(25n), relayFee: pTokenUnits(0n) }
    const failures: unknown[] = []
    const timed = await runMatcher({
      db,
      logger: market.logger,
      readRates: async () => rates,
      nowMs: () => Date.now() + aheadMs,
      wait: wallClock.wait,
      maxUnsettled: 10,
      snapshots: noSnapshots,
      onFatal: (error) => failures.push(error),
    })
    await market.until('the hold is placed', async () => (await holdState(market, id)) === 'held')
    expect(await market.owner.query('select node_id as node from book_reservations', [])).toEqual([{ node: node.id }])
    aheadMs = 301_000
    await market.until('the hold is over', async () => (await holdState(market, id)) === 'expired')
    expect(await market.owner.query('select 1 from book_reservations', [])).toEqual([])
    expect(failures).toEqual([])
    await timed.stop()
    await db.close()
  })
})

const someHash = `0x${'34'.repeat(32)}`

async function isPaused(market: Market): Promise<boolean> {
  const [row] = await market.owner.query<{ paused: boolean }>('select paused from matcher_status', [])
  return row?.paused === true
}

async function waitingChainCommands(market: Market): Promise<number> {
  const [row] = await market.owner.query<{ count: number }>(
    "select count(*)::integer as count from chain_commands where id > (select last_id from cursors where source = 'chain')",
    [],
  )
  return row?.count ?? 0
}

async function holdState(market: Market, id: string): Promise<string | undefined> {
  const [row] = await market.owner.query<{ state: string }>('select state from holds where hold_id = $1', [id])
  return row?.state
}

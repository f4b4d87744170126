import { openTestDb } from '@infinitio/db/test'
import { readEngineHealth } from '@infinitio/db'
import { bps, pTokenUnits, timeInForce } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wallClock } from '../src/loop/clock.ts'
import { openMatcherClock } from '../src/matcher/matcherClock.ts'
import { type Matcher, runMatcher } from '../src/matcher/runMatcher.ts'
import { accept, actorKey } from './actors.ts'
import { fund, listNode, orderState, testPrice } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { noSnapshots } from './noSnapshots.ts'
import { placeAnywhere } from './placeAnywhere.ts'
import { type Market, startMarket } from './startMarket.ts'

const twoDaysMs = 172_800_000

describe('a matcher whose wall clock leaps two days ahead', () => {
  let market: Market
  let db: ReturnType<typeof openTestDb>
  let matcher: Matcher
  /** The wall clock is ahead of the real time by this many ms. */
  let offMs = 0
  const failures: unknown[] = []
  const renter = actorKey('leap renter')
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('follower')
    await market.startEngine('worker')
    db = openTestDb({ url: market.database.urls.infinitio_matcher, max: 3, onError: () => {} })
    const clock = { ...wallClock, nowMs: () => Date.now() + offMs }
    const readRates = async () => ({ feeBps: bps(25n), relayFee: pTokenUnits(0n) })
    const options = { logger: market.logger, readRates, maxUnsettled: 10, snapshots: noSnapshots, onFatal: (error: unknown) => failures.push(error) }
    const steady = await openMatcherClock({ clock, db, client: market.client, logger: market.logger })
    matcher = await runMatcher({ ...options, db, ...steady })
  })
  afterAll(async () => {
    await matcher?.stop()
    await db?.close()
    await market?.stop()
  })

  it('lets no order expire, reports the leap, and lets orders expire on time after the repair', async () => {
    const { askHash } = await listNode(market, { name: 'leap', gpus: 1 })
    await fund(market, renter)
    const bidHash = await placeAnywhere(market, renter, {
      ...{ nonce: 1n, gpus: 1, timeInForce: timeInForce.gtt },
      maxPricePerGpuSecond: pTokenUnits(testPrice / 10n),
    })
    await market.until('the bid rests', async () => (await orderState(market, bidHash))?.state === 'open')

    offMs = twoDaysMs
    await market.until('its health says so', async () => ((await readEngineHealth(market.api)).clockAheadMs ?? 0n) > 172_000_000n)
    await accept(market, { kind: 'CancelAll', account: actorKey('nobody').address }, 'while it is ahead')
    const [row] = await market.until('it is in the journal', async () => {
      expect(failures).toEqual([])
      const rows = await market.owner.query<{ ago: number }>(
        `select extract(epoch from now())::float8 * 1000 - at_ms as ago from journal where command like '%CancelAll%'`,
        [],
      )
      return rows.length > 0 ? rows : null
    })
    expect(Math.abs(row?.ago ?? Number.NaN)).toBeLessThan(60_000)
    expect([(await orderState(market, askHash))?.state, (await orderState(market, bidHash))?.state]).toEqual(['open', 'open'])

    offMs = 0
    await market.until('it is trusted again', async () => (await readEngineHealth(market.api)).clockAheadMs === null)
    expect([(await orderState(market, askHash))?.state, (await orderState(market, bidHash))?.state]).toEqual(['open', 'open'])

    // By the block clock, both orders are still valid: the bid for an hour, and the ask for a day.
    await market.chain.travel(7_200)
    await market.until('the bid is over', async () => (await orderState(market, bidHash))?.state === 'expired')
    expect((await orderState(market, askHash))?.state).toBe('open')
    await market.chain.travel(86_400)
    await market.until('the ask is over', async () => (await orderState(market, askHash))?.state === 'expired')
    expect(failures).toEqual([])
    await expectBooksAgree(market)
  })
})

import { openTestDb } from '@infinitio/db/test'
import { randomUUID } from 'node:crypto'
import { bps, durationSeconds, holdId, pTokenUnits } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wallClock } from '../src/loop/clock.ts'
import { type Matcher, runMatcher } from '../src/matcher/runMatcher.ts'
import { accept, actorKey } from './actors.ts'
import { listNode } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { noSnapshots } from './noSnapshots.ts'
import { type Market, startMarket } from './startMarket.ts'

const dayMs = 86_400_000

describe('a matcher whose wall clock jumps', () => {
  let market: Market
  let db: ReturnType<typeof openTestDb>
  let askHash: Awaited<ReturnType<typeof listNode>>['askHash']
  /** The matcher's clock in this test. With `stillMs` it always shows that time; with `offMs` it is ahead of the real time by this many milliseconds. */
  let clock: { stillMs: number } | { offMs: number } = { offMs: 0 }
  const failures: unknown[] = []
  const renter = actorKey('clock renter')
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('follower')
    const first = await market.startEngine('matcher')
    askHash = (await listNode(market, { name: 'clock', gpus: 1 })).askHash
    await first.stop()
    db = openTestDb({ url: market.database.urls.infinitio_matcher, max: 2, onError: () => {} })
  })
  afterAll(async () => {
    await db.close()
    await market.stop()
  })

  it('continues when the clock falls back, freezes and leaps: journal time never decreases, and a hold lasts five minutes of it', async () => {
    let matcher = await start()
    clock = { offMs: -dayMs }
    const early = await placeHold()
    const placed = await lastRow()
    expect(await holdRow(early)).toMatchObject({ state: 'held', expires_at_ms: placed.at_ms + 300_000n })
    await release(early)
    // The clock is now one day behind. Times in the journal must not decrease, so the next matcher uses the time of the last row.
    await matcher.stop()
    matcher = await start()
    const again = await placeHold()
    expect((await lastRow()).at_ms).toBe(placed.at_ms)

    clock = { stillMs: Number(placed.at_ms) + 299_999 }
    await accept(market, { kind: 'CancelAll', account: renter.address }, 'while it stands still')
    await market.until('it is in the journal', async () => (await lastRow()).at_ms === placed.at_ms + 299_999n)
    expect(await holdRow(again)).toMatchObject({ state: 'held' })
    clock = { stillMs: Number(placed.at_ms) + 300_000 }
    await market.until('the hold is over', async () => (await holdRow(again))?.state === 'expired')

    // For one command the clock is one hour ahead, then it is right again.
    clock = { offMs: 3_600_000 }
    await release(await placeHold())
    clock = { offMs: 0 }
    await release(await placeHold())
    const rows = await market.owner.query<{ at_ms: bigint }>('select at_ms from journal order by seq', [])
    const times = rows.map(({ at_ms }) => at_ms)
    expect(times).toEqual(times.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0)))
    expect(failures).toEqual([])
    await matcher.stop()
    await expectBooksAgree(market)
  })

  function start(): Promise<Matcher> {
    const nowMs = () => ('stillMs' in clock ? clock.stillMs : Date.now() + clock.offMs)
    const readRates = async () => ({ feeBps: bps(25n), relayFee: pTokenUnits(0n) })
    const options = { logger: market.logger, readRates, maxUnsettled: 10, snapshots: noSnapshots, onFatal: (error: unknown) => failures.push(error) }
    return runMatcher({ ...options, db, nowMs, wait: wallClock.wait })
  }

  async function placeHold() {
    const id = holdId(randomUUID())
    const wish = { account: renter.address, askHash, gpus: 1, durationSeconds: durationSeconds(3_600n), funded: false }
    await accept(market, { kind: 'PlaceHold', holdId: id, ...wish }, `hold/${id}`)
    await market.until('the hold is judged', async () => (await holdRow(id)) !== undefined)
    return id
  }

  async function release(id: Awaited<ReturnType<typeof placeHold>>): Promise<void> {
    await accept(market, { kind: 'ReleaseHold', holdId: id, account: renter.address }, `release/${id}`)
    await market.until('the hold is let go', async () => (await holdRow(id))?.state === 'released')
  }

  async function holdRow(id: string) {
    const [row] = await market.owner.query<{ state: string; expires_at_ms: bigint }>('select state, expires_at_ms from holds where hold_id = $1', [
      id,
    ])
    return row
  }

  async function lastRow(): Promise<{ at_ms: bigint }> {
    const [row] = await market.owner.query<{ at_ms: bigint }>('select at_ms from journal order by seq desc limit 1', [])
    if (row === undefined) throw new Error('a journal has rows')
    return row
  }
})

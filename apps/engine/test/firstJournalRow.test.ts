import { type TestDb, openTestDb } from '@infinitio/db/test'
import { bps, pTokenUnits } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wallClock } from '../src/loop/clock.ts'
import { replayJournal } from '../src/matcher/replayJournal.ts'
import { runMatcher } from '../src/matcher/runMatcher.ts'
import { type Market, startMarket } from './startMarket.ts'
import { noSnapshots } from './noSnapshots.ts'

describe('a matcher whose first journal row cannot be committed', () => {
  let market: Market
  beforeAll(async () => {
    market = await startMarket()
  })
  afterAll(() => market.stop())

  it('does not start, and the next matcher writes the first row', async () => {
    const db = openTestDb({ url: market.database.urls.infinitio_matcher, max: 2, onError: () => {} })
    const readRates = async () => ({ feeBps: bps(25n), relayFee: pTokenUnits(0n) })
    const options = { logger: market.logger, readRates, ...wallClock, maxUnsettled: 10, snapshots: noSnapshots, onFatal: () => {} }
    await expect(runMatcher({ ...options, db: losingJournalCommits(db) })).rejects.toThrow(/connection terminated/i)
    const matcher = await runMatcher({ ...options, db })
    await matcher.stop()
    const { head } = await replayJournal(market.owner)
    expect(head.seq).toBe(1n)
    await db.close()
  })
})

/** Wraps the database so that the connection breaks at the commit of every transaction that writes the journal. */
function losingJournalCommits(db: TestDb): TestDb {
  return {
    ...db,
    transaction: (run) =>
      db.transaction(async (tx) => {
        let isJournal = false
        const result = await run({
          query(text, values) {
            isJournal ||= text.includes('insert into journal')
            return tx.query(text, values)
          },
        })
        if (isJournal) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' })
        return result
      }),
  }
}

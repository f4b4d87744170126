import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { replayMarket } from './bench/replayMarket.ts'
import { readReplayRows } from './bench/replayRows.ts'
import { sharedData } from './bench/sharedData.ts'

/** The fraction of the rows (1 means all) that is replayed a second time. */
const partAgain = process.env.TEST_LONG === '1' ? 1 : 0.1
const file = sharedData('market-replay/events.csv.gz')

/** The README of the data gives this reference result of a greedy matcher with an hourly calendar: fill rate 0.8793, mean price 0.6812 USD per GPU-hour. */
describe.skipIf(!existsSync(file))('a replay of 45 days of real jobs and offers (shared/data/market-replay)', () => {
  const rows = existsSync(file) ? readReplayRows(file) : []

  it('fills at least 0.875 of the GPU-hours wanted, at 0.685 USD or less, and gives the same book each time', () => {
    const { fillRate, meanPrice, refused } = replayMarket(rows)
    expect(fillRate).toBeGreaterThanOrEqual(0.875)
    expect(meanPrice).toBeLessThanOrEqual(0.685)
    expect(refused).toEqual({})
    const part = rows.slice(0, Math.ceil(rows.length * partAgain))
    expect(replayMarket(part).bookHash).toBe(replayMarket(part).bookHash)
  }, 300_000)
})

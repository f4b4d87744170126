import type { Db } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { ChainClock } from '../chain/createChainClock.ts'
import { withinDeadline } from '../http/withinDeadline.ts'
import type { MarketThread } from '../market-thread/createMarketThread.ts'
import type { House } from './house.ts'
import { readHouseRows } from './readHouseRows.ts'

/** Reads the state of the services, for both the metrics and the status page, so that they show the same numbers. */
export type HouseReader = {
  /** Returns the state, at most one second old. Never rejects. */
  read(): Promise<House>
}

/** The longest time that a reading is reused, in milliseconds. */
export const houseReadingMs = 1_000
const databaseAnswersWithinMs = 2_000

/** Creates the reader. Concurrent callers share one reading. */
export function createHouseReader({ db, market, clock, logger }: { db: Db; market: MarketThread; clock: ChainClock; logger: Logger }): HouseReader {
  let known: { house: House; atMs: number } | null = null
  let reading: Promise<House> | null = null

  async function load(): Promise<House> {
    const chain = clock.read()
    const read = () => readHouseRows({ db, market }, { chain, nowMs: Date.now() })
    const rows = await withinDeadline(read, { deadlineMs: databaseAnswersWithinMs }).catch((error: unknown) => {
      logger.warn({ err: error }, 'the state of the house cannot be read')
      return null
    })
    const house = { chain, rows }
    known = { house, atMs: performance.now() }
    return house
  }

  return {
    async read() {
      if (known !== null && performance.now() - known.atMs < houseReadingMs) return known.house
      reading ??= load().finally(() => {
        reading = null
      })
      return reading
    },
  }
}

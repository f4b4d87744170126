import type { Db } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { ChainClock } from '../chain/createChainClock.ts'
import { withinDeadline } from '../http/withinDeadline.ts'
import type { MarketThread } from '../market-thread/createMarketThread.ts'
import type { House } from './house.ts'
import { readHouseRows } from './readHouseRows.ts'

/** The state of the house, read for the metrics and the status page alike, so that both say the same numbers. */
export type HouseReader = {
  /** The house as it was at most a second ago. Never rejects. */
  read(): Promise<House>
}

/** How old a reading may be that is shown again, in milliseconds. */
export const houseReadingMs = 1_000
const databaseAnswersWithinMs = 2_000

/** Makes the reader; many readers at once share one reading. */
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

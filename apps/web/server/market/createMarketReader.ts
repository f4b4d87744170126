import { type Db, listBusyWords, listClasses, listMarketNodes, listRegions, listReservations, readJournalHead } from '@infinitio/db'
import { hoursPerWord } from '@infinitio/domain'
import type { ChainClock } from '../chain/createChainClock.ts'
import { buildMarket } from './buildMarket.ts'
import { calendarHours, type Market } from './marketNode.ts'

/** The market as last read; reads again once something changed. */
export type MarketReader = {
  /** The market, read again when `markChanged` was called or the reading is 2 s old. Throws what the database throws. */
  read(): Promise<Market>
  /** Something shown may have changed. */
  markChanged(): void
  /** Up to which journal row the last reading shows the market for certain; null before the first. */
  shownSeq(): bigint | null
}

const oldAfterMs = 2_000
const restMs = 50

/** Makes the reader. Many requests at once share one reading; readings lie at least 50 ms apart. */
export function createMarketReader({ db, clock }: { db: Db; clock: ChainClock }): MarketReader {
  let known: { market: Market; shownSeq: bigint; atMs: number } | null = null
  let changed = true
  let reading: Promise<Market> | null = null

  async function load(): Promise<Market> {
    changed = false
    const fromHour = Math.floor(clock.read().now / 3_600)
    const fromIndex = BigInt(Math.floor(fromHour / hoursPerWord))
    const toIndex = BigInt(Math.floor((fromHour + calendarHours) / hoursPerWord))
    try {
      const shownSeq = (await readJournalHead(db))?.seq ?? 0n
      const [nodes, words, reservations, classes, regions] = await Promise.all([
        listMarketNodes(db),
        listBusyWords(db, { fromIndex, toIndex }),
        listReservations(db, { nowMs: Date.now() }),
        listClasses(db),
        listRegions(db),
      ])
      const market = buildMarket({ nodes, words, reservations, classes, regions }, { fromHour })
      known = { market, shownSeq, atMs: performance.now() }
      return market
    } catch (error) {
      changed = true
      throw error
    }
  }

  return {
    markChanged() {
      changed = true
    },
    shownSeq: () => known?.shownSeq ?? null,
    async read() {
      const ageMs = known === null ? Number.POSITIVE_INFINITY : performance.now() - known.atMs
      if (known !== null && ageMs < (changed ? restMs : oldAfterMs)) return known.market
      reading ??= load().finally(() => {
        reading = null
      })
      return reading
    },
  }
}

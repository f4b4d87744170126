import type { Bps, PTokenUnits } from '@infinitio/domain'
import type { Book } from '@infinitio/matching'
import type { Logger } from '@infinitio/process'

/** The rates with which the book calculates the cost of a match: the Market's fee, and this engine's fee for settling it. */
export type Rates = { readonly feeBps: Bps; readonly relayFee: PTokenUnits }

type RateSource = { readonly readRates: () => Promise<Rates>; readonly nowMs: () => number; readonly logger: Logger }

/** After this many ms, the matcher reads the rates again. A vote can change the Market's fee at any time. */
const READ_EVERY_MS = 5_000

/** The rates of the chain, read again and again. */
export type RateWatch = {
  /** Returns the rates of the last read if they differ from the book's rates, otherwise null. Starts the next read if it is due, and does not wait for it. */
  changed(book: Pick<Book, 'feeBps' | 'relayFee'>): Rates | null
}

/**
 * Reads the rates in parallel to the matcher, so that a slow chain delays no match. While the chain is unavailable, the rates of the last read remain valid. If
 * the book's rates were not updated, the book would refuse orders whose maximum fee equals a fee that a vote has lowered.
 */
export function followRates({ readRates, nowMs, logger }: RateSource): RateWatch {
  let latest: Rates | null = null
  let readAtMs = nowMs()
  let isReading = false

  async function read(): Promise<void> {
    isReading = true
    try {
      latest = await readRates()
    } catch (error) {
      logger.warn({ err: error }, 'the rates cannot be read again; those of the journal stay')
    } finally {
      isReading = false
      readAtMs = nowMs()
    }
  }

  return {
    changed(book) {
      if (!isReading && nowMs() - readAtMs >= READ_EVERY_MS) void read()
      return latest === null || isRateOf(book, latest) ? null : latest
    },
  }
}

/** Returns true if the book calculates with these rates. */
export function isRateOf(book: Pick<Book, 'feeBps' | 'relayFee'>, { feeBps, relayFee }: Rates): boolean {
  return book.feeBps === feeBps && book.relayFee === relayFee
}

import type { UnixSeconds } from '@infinitio/domain'
import type { BookEvent } from '../events/bookEvent.ts'
import type { Book } from './book.ts'

/**
 * The context of one command: its time, and `emit` for its events. `now` is the time of the chain's clock in Unix seconds; `second` is the same as a number.
 */
export type Turn = {
  readonly book: Book
  readonly seq: number
  readonly atMs: number
  readonly now: UnixSeconds
  readonly second: number
  /** The number of matches (of asks and bids) that this command has made so far. The next match gets its id from this number. */
  matches: number
  /** True if a search skipped an offer that fitted, because the renter's balance was too low for it. */
  isShort: boolean
  readonly emit: (event: BookEvent) => void
}

import type { UnixSeconds } from '@infinitio/domain'
import type { BookEvent } from '../events/bookEvent.ts'
import type { Book } from './book.ts'

/** The context of one command: its time and the receiver of its events. `now` is the chain clock; `second` is the same as a number. */
export type Turn = {
  readonly book: Book
  readonly seq: number
  readonly atMs: number
  readonly now: UnixSeconds
  readonly second: number
  /** The number of matches that this command made so far, which numbers the next match. */
  matches: number
  /** True if a search skipped an offer because the balance was too low for it. */
  isShort: boolean
  readonly emit: (event: BookEvent) => void
}

import type { UnixSeconds } from '@infinitio/domain'
import type { BookEvent } from '../events/bookEvent.ts'
import type { Book } from './book.ts'

/** One command's turn at the book: when it is, and where its events go. `now` is the chain clock, `second` the same as a number. */
export type Turn = {
  readonly book: Book
  readonly seq: number
  readonly atMs: number
  readonly now: UnixSeconds
  readonly second: number
  /** Matches this command made so far: the next one's number. */
  matches: number
  /** Set when a search passed something over because the balance did not cover it. */
  isShort: boolean
  readonly emit: (event: BookEvent) => void
}

import type { UnixSeconds } from '@infinitio/domain'
import type { BookEvent } from '../events/bookEvent.ts'
import type { Book } from './book.ts'

/** One command's turn at the book: when it is, and where its events go. `now` is the chain clock. */
export type Turn = {
  readonly book: Book
  readonly seq: number
  readonly atMs: number
  readonly now: UnixSeconds
  readonly emit: (event: BookEvent) => void
}

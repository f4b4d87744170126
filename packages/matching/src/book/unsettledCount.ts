import type { Book } from './book.ts'

/** Returns the number of matches (of asks and bids) that are not settled on the chain yet. */
export function unsettledCount(book: Book): number {
  return book.unsettledMatches
}

import type { Book } from './book.ts'

/** Returns the number of matches that wait for the chain. */
export function unsettledCount(book: Book): number {
  return book.unsettledMatches
}

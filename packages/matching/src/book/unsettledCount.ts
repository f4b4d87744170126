import type { Book } from './book.ts'

/** Matches that wait for the chain. */
export function unsettledCount(book: Book): number {
  return book.unsettledMatches
}

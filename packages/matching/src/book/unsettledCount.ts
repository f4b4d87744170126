import type { Book } from './book.ts'

/** Matches that wait for the chain. */
export function unsettledCount(book: Book): number {
  let count = 0
  for (const match of book.matches.values()) if (match.state === 'unsettled') count += 1
  return count
}

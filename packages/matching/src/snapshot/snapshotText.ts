import type { Book } from '../book/book.ts'
import { snapshotLines } from './snapshotLines.ts'

/** Version of the form of `snapshotText`. Raise it when the text of any book changes, because the journal contains hashes of this text. */
export const snapshotFormat = 2

/**
 * Returns the book as a text for `bookFromSnapshot`. Beside the canonical book, it contains state that may differ between equal books but affects later events:
 * the order of holds and nodes, the hour up to which time has passed, and deleted asks of matches that wait.
 */
export function snapshotText(book: Book): string {
  return [...snapshotLines(book)].join('')
}

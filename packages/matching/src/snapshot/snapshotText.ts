import type { Book } from '../book/book.ts'
import { snapshotLines } from './snapshotLines.ts'

/** Number of the form that `snapshotText` has. A change that gives another text for any book raises it: the journal names hashes of this text. */
export const snapshotFormat = 2

/**
 * The book as a text that `bookFromSnapshot` reads: the canonical book, and what it leaves out because equal books may differ in it, yet the next
 * command's events follow from it: in which order holds and nodes came, up to which hour time was passed, and asks that
 * only a match that waits for the chain still needs.
 */
export function snapshotText(book: Book): string {
  return [...snapshotLines(book)].join('')
}

import { canonicalJson } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { canonicalBook } from '../book/canonicalBook.ts'

/**
 * The book as a text that `bookFromSnapshot` reads: the canonical book, and what it leaves out because equal books may differ in it, yet the next
 * command's events follow from it: in which order holds and nodes came, and up to which hour time was passed.
 */
export function snapshotText(book: Book): string {
  const beside = canonicalJson({ holds: [...book.holds.keys()], hour: book.hour, nodes: [...book.nodes.keys()] })
  return `{"beside":${beside},"book":${canonicalBook(book)}}`
}

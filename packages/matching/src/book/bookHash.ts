import type { Book } from './book.ts'
import { canonicalBook } from './canonicalBook.ts'

/** Hash of the whole book by a hash function given: this package does no I/O and has none of its own. Engine gives SHA-256 in hex. */
export function bookHash(book: Book, hashText: (text: string) => string): string {
  return hashText(canonicalBook(book))
}

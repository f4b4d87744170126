import type { Book } from './book.ts'
import { canonicalBook } from './canonicalBook.ts'

/** Returns the hash of the whole book by the given hash function, because this package does no I/O. The engine passes SHA-256 in hex. */
export function bookHash(book: Book, hashText: (text: string) => string): string {
  return hashText(canonicalBook(book))
}

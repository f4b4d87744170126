import type { Book } from './book.ts'
import { canonicalPieces } from './canonicalPieces.ts'

/** Returns the hash of the whole order book. The caller passes the hash function, because this package does no I/O; the engine passes SHA-256 in hex. */
export function bookHash(book: Book, hashText: (text: string) => string): string {
  return hashText(canonicalBook(book))
}

/**
 * Returns the whole book as one text. Equal books give equal texts, whatever the order of their maps. Indexes that follow from other fields are omitted. The
 * book hash covers this text. Throws if the text would be longer than the longest string (about 2^29 characters); use `canonicalPieces` for such a book.
 */
export function canonicalBook(book: Book): string {
  return [...canonicalPieces(book)].join('')
}

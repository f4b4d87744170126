import { createHash } from 'node:crypto'
import { type Book, canonicalPieces } from '@infinitio/matching'

/** The book's hash, SHA-256 in lower-case hex: what `bookHash` gives, also of a book that is longer than one text can be. */
export function hashBook(book: Book): string {
  const hash = createHash('sha256')
  for (const piece of canonicalPieces(book)) hash.update(piece)
  return hash.digest('hex')
}

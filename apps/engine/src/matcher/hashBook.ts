import { createHash } from 'node:crypto'
import { type Book, canonicalPieces } from '@infinitio/matching'

/**
 * Returns the book's SHA-256 hash in lower-case hex. It equals the result of `bookHash`, but is calculated in pieces, so it also works for a book whose text is
 * too long for one string.
 */
export function hashBook(book: Book): string {
  const hash = createHash('sha256')
  for (const piece of canonicalPieces(book)) hash.update(piece)
  return hash.digest('hex')
}

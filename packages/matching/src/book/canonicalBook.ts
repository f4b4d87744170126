import type { Book } from './book.ts'
import { canonicalPieces } from './canonicalPieces.ts'

/**
 * The whole book as one text: equal books give equal texts whatever order their maps were filled in. Indexes that follow from the
 * rest are left out. It is what the book hash is taken of. Throws when the book is larger than a text can be (512 MiB): then take its pieces.
 */
export function canonicalBook(book: Book): string {
  return [...canonicalPieces(book)].join('')
}

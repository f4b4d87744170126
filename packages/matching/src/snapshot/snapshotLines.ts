import { canonicalJson } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { canonicalPieces } from '../book/canonicalPieces.ts'

/**
 * A snapshot in lines, which `bookFromLines` reads: joined they are `snapshotText`. The first says what stands beside the book, the last closes it; those between are the
 * pieces of the canonical book, of which its hash is.
 */
export function* snapshotLines(book: Book): Generator<string> {
  yield `{"beside":${canonicalJson({ holds: [...book.holds.keys()], hour: book.hour, nodes: [...book.nodes.keys()] })},"book":`
  yield* canonicalPieces(book)
  yield '}'
}

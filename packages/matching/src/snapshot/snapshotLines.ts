import { type CanonicalValue, canonicalJson } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { canonicalPieces } from '../book/canonicalPieces.ts'

/**
 * A snapshot in lines, which `bookFromLines` reads: joined they are `snapshotText`. The first says what stands beside the book, the last closes it; those between are the
 * pieces of the canonical book, of which its hash is.
 */
export function* snapshotLines(book: Book): Generator<string> {
  const beside = { holds: [...book.holds.keys()], hour: book.hour, nodes: [...book.nodes.keys()], ...forgottenAsks(book) }
  yield `{"beside":${canonicalJson(beside)},"book":`
  yield* canonicalPieces(book)
  yield '}'
}

/** Asks that matches wait with and that the book itself does not know any more. */
function forgottenAsks({ matches, asks }: Book): { readonly asks?: CanonicalValue[] } {
  const forgotten = new Set([...matches.values()].flatMap(({ ask }) => (ask === null || asks.has(ask.orderHash) ? [] : [ask])))
  return forgotten.size === 0 ? {} : { asks: [...forgotten].map(({ placed }) => placed) as unknown as CanonicalValue[] }
}

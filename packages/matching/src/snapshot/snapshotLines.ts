import { type CanonicalValue, canonicalJson } from '@infinitio/domain'
import type { AskRecord } from '../book/askRecord.ts'
import type { Book } from '../book/book.ts'
import { canonicalPieces } from '../book/canonicalPieces.ts'

/**
 * A snapshot in lines, which `bookFromLines` reads: joined they are `snapshotText`. The first says what stands beside the book, the last closes it; those between are the
 * pieces of the canonical book, of which its hash is.
 */
export function* snapshotLines(book: Book): Generator<string> {
  const beside = { holds: [...book.holds.keys()], hour: book.hour, nodes: [...book.nodes.keys()], ...waitingBeside(book) }
  yield `{"beside":${canonicalJson(beside)},"book":`
  yield* canonicalPieces(book)
  yield '}'
}

/**
 * Asks that matches wait with and that the book itself does not know any more, and the matches that wait without one: the chain dropped their settle when their ask
 * had left.
 */
function waitingBeside({ matches, asks }: Book): { readonly asks?: CanonicalValue[]; readonly lost?: string[] } {
  const waiting = [...matches.values()].filter(({ state }) => state === 'unsettled')
  const forgotten = new Set(waiting.flatMap(({ ask }) => (ask === null || asks.has(ask.orderHash) ? [] : [ask])))
  const lost = waiting.flatMap(({ ask, matchId }) => (ask === null ? [String(matchId)] : []))
  return {
    ...(forgotten.size === 0 ? {} : { asks: [...forgotten].map(settledTerms) as unknown as CanonicalValue[] }),
    ...(lost.length === 0 ? {} : { lost }),
  }
}

/** An ask without what it replaced and its connection: a book that was read from a snapshot does not know these, and both must give the same text. */
function settledTerms({ placed: { replaces: _, session: __, ...placed } }: AskRecord): object {
  return placed
}

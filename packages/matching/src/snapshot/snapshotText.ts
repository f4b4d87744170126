import { type CanonicalValue, canonicalJson } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { canonicalPieces } from '../book/canonicalPieces.ts'
import type { AskRecord } from '../book/records.ts'

/** Version of the form of `snapshotText`. Raise it when the text of any book changes, because the journal contains hashes of this text. */
export const snapshotFormat = 2

/**
 * Returns the order book as a text for `bookFromSnapshot`. It contains the canonical book (the text that the book hash covers) and some state that the hash
 * does not cover but that affects later events. This state is the order of holds and nodes, the current hour of the book, the asks that the book has deleted
 * although their matches still wait for the chain, and the ids of matches that wait without any ask.
 */
export function snapshotText(book: Book): string {
  return [...snapshotLines(book)].join('')
}

/**
 * Yields a snapshot in lines for `bookFromLines`; joined, they are `snapshotText`. The first line has the state that is not part of the canonical book, and
 * the last line closes the object. The lines between are the pieces of the canonical book, which the book hash covers.
 */
export function* snapshotLines(book: Book): Generator<string> {
  const beside = { holds: [...book.holds.keys()], hour: book.hour, nodes: [...book.nodes.keys()], ...waitingBeside(book) }
  yield `{"beside":${canonicalJson(beside)},"book":`
  yield* canonicalPieces(book)
  yield '}'
}

/**
 * Returns two kinds of state about matches that wait for the chain. First, the asks of such matches that the book has deleted. Second, the matches that wait
 * without any ask, because the chain dropped their settle after their ask had left.
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

/**
 * Returns an ask without the order that it replaced and without its connection. A book from a snapshot does not have these, and both books must give the same
 * text.
 */
function settledTerms({ placed: { replaces: _, session: __, ...placed } }: AskRecord): object {
  return placed
}

import { type Book, bookFromSnapshot, bookHash, snapshotText } from '@infinitio/matching'
import { sha256, stringToBytes } from 'viem/utils'
import { refusal } from '../transport/refusal.ts'

const format = 'infinitio-journal-snapshot-1'

/**
 * The state in which one verification ended and from which another may start: the order book after row `seq` with hash `hash`. `root` is the hash of the last
 * row that did more than advance the clock; a root on the chain may be this hash. `clock` is the chain's time at row `seq`. `book` is the order book as text,
 * and `bookHash` its hash.
 */
export type JournalSnapshot = {
  readonly format: typeof format
  readonly seq: string
  readonly atMs: string
  readonly hash: string
  readonly generation: number
  readonly root: string | null
  readonly clock: string | null
  readonly bookHash: string
  readonly book: string
}

/** SHA-256, in hex, of the order book in its standard text form, as the engine calculates it. */
export function hashOfBook(book: Book): string {
  return bookHash(book, (text) => sha256(stringToBytes(text)).slice(2))
}

/** Creates a snapshot of an order book at a row. */
export function snapshotOf(book: Book, at: Pick<JournalSnapshot, 'hash' | 'root' | 'clock'>): JournalSnapshot {
  const position = { seq: `${book.seq}`, atMs: `${book.atMs}`, generation: book.generation }
  return { format, ...position, ...at, bookHash: hashOfBook(book), book: snapshotText(book) }
}

/**
 * Parses the text of a snapshot that `snapshotOf` created. Throws `journal.snapshot_unusable` for another text, and if its order book does not match its hash.
 */
export function readSnapshot(text: string): { snapshot: JournalSnapshot; book: Book } {
  try {
    const snapshot = JSON.parse(text) as JournalSnapshot
    if (snapshot.format !== format || !/^[0-9a-f]{64}$/.test(snapshot.hash)) throw new Error(`not a snapshot of the format ${format}`)
    const book = bookFromSnapshot(snapshot.book)
    const isSame = `${book.seq}` === snapshot.seq && `${book.atMs}` === snapshot.atMs && book.generation === snapshot.generation
    if (!isSame || hashOfBook(book) !== snapshot.bookHash) throw new Error('its book is not the one it names')
    return { snapshot, book }
  } catch (cause) {
    throw refusal('journal.snapshot_unusable', { detail: cause instanceof Error ? cause.message : String(cause) })
  }
}

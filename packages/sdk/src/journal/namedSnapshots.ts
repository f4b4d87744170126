import { type Book, type BookCommand, snapshotFormat, snapshotText } from '@infinitio/matching'
import { sha256, stringToBytes } from 'viem/utils'
import { hashOfBook } from './journalSnapshot.ts'

type SnapshotName = Extract<BookCommand, { kind: 'SnapshotTaken' }>
type Hashes = Pick<SnapshotName, 'version' | 'bookHash' | 'textHash'>

/**
 * Counts of the order-book snapshots that the journal names. `same`: the snapshot's hash equals the hash of the replayed book. `unchecked`: not compared,
 * because the snapshot's row is outside the part that was read, or nothing was replayed.
 */
export type SnapshotCounts = { readonly same: number; readonly unchecked: number }

/** Compares the hashes of order-book snapshots that a journal names with the replayed order book at the same row. */
export class NamedSnapshots {
  counts: SnapshotCounts = { same: 0, unchecked: 0 }
  readonly #first: bigint
  readonly #hashes = new Map<number, Hashes>()

  /** `first` is the number of the row after which the replay starts. */
  constructor({ first }: { first: bigint }) {
    this.#first = first
  }

  /** Checks a row that names a snapshot. `book` is the order book after the row, or null if nothing is replayed. Returns the text of an error, or null. */
  take(command: BookCommand | null, { seq, book }: { seq: bigint; book: Book | null }): string | null {
    if (command?.kind === 'SnapshotPoint' && book !== null) this.#hashes.set(Number(seq), hashesOf(book))
    return command?.kind === 'SnapshotTaken' ? this.#compare(command, book) : null
  }

  #compare({ atSeq, version, bookHash, textHash, format }: SnapshotName, book: Book | null): string | null {
    const found = this.#hashes.get(atSeq)
    if (found === undefined) {
      // A forged journal may name any number as the snapshot's row, so the number is checked.
      if (book !== null && !(Number.isSafeInteger(atSeq) && BigInt(atSeq) <= this.#first))
        return `names a snapshot after row ${atSeq}, which announces none`
      this.counts = { ...this.counts, unchecked: this.counts.unchecked + 1 }
      return null
    }
    const isSame = found.version === version && found.bookHash === bookHash && (format !== snapshotFormat || found.textHash === textHash)
    if (!isSame) return `names a snapshot after row ${atSeq} that is of another book`
    this.counts = { ...this.counts, same: this.counts.same + 1 }
    return null
  }
}

function hashesOf(book: Book): Hashes {
  return { version: book.version, bookHash: hashOfBook(book), textHash: sha256(stringToBytes(snapshotText(book))).slice(2) }
}

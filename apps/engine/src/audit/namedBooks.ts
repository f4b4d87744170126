import { createHash } from 'node:crypto'
import { type Book, snapshotFormat, snapshotLines } from '@infinitio/matching'
import { BookLineHash } from '../matcher/snapshots/bookLineHash.ts'
import type { SnapshotName } from '../matcher/snapshots/snapshotName.ts'

type Hashes = Pick<SnapshotName, 'version' | 'bookHash' | 'textHash'>

/**
 * The hashes of a replayed book after each row at which a snapshot may have been taken. Later journal rows name the snapshots with their hashes, and the audit
 * compares both.
 */
export class NamedBooks {
  readonly #hashes = new Map<number, Hashes>()

  /** Stores the hashes of the book after row `seq`. */
  note(seq: bigint, book: Book): void {
    const hash = new BookLineHash()
    const text = createHash('sha256')
    for (const line of snapshotLines(book)) {
      hash.take(line)
      text.update(line)
    }
    this.#hashes.set(Number(seq), { version: book.version, bookHash: hash.digest(), textHash: text.digest('hex') })
  }

  /** Returns the differences between a snapshot's name in the journal and the book after the snapshot's row. */
  differences({ atSeq, version, bookHash, textHash, format }: SnapshotName): string[] {
    const found = this.#hashes.get(atSeq)
    if (found === undefined) return [`the journal names a snapshot after row ${atSeq}, which announces none`]
    const isSame = found.bookHash === bookHash && found.version === version && (format !== snapshotFormat || found.textHash === textHash)
    return isSame ? [] : [`the snapshot that the journal names after row ${atSeq} is of another book`]
  }
}

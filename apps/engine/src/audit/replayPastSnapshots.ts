import { createHash } from 'node:crypto'
import { listSnapshots, type Queryable, type SnapshotRow } from '@infinitio/db'
import { type Book, namedSnapshotsVersion, snapshotFormat, snapshotLines } from '@infinitio/matching'
import { type Replayed, replayJournal } from '../matcher/replayJournal.ts'
import { BookLineHash } from '../matcher/snapshots/bookLineHash.ts'
import { openSnapshot, SnapshotRefused } from '../matcher/snapshots/openSnapshot.ts'
import { readSnapshotName, type SnapshotName } from '../matcher/snapshots/snapshotName.ts'

const MOST_SNAPSHOTS = 10

/**
 * Replays the journal from its first row. The journal contains the hashes of past snapshots, also of deleted ones. Compares each of these hashes with the
 * replayed book after the snapshot's row. For each stored snapshot that the matcher would refuse at its start, also returns the reason. Throws `JournalBroken`
 * as `replayJournal` does.
 */
export async function replayPastSnapshots(tx: Queryable): Promise<Replayed & { findings: string[] }> {
  const stored = await listSnapshots(tx, { limit: MOST_SNAPSHOTS })
  const findings = await refusals(tx, stored)
  const seqs = new Set(stored.map(({ seq }) => seq))
  const books = new NamedBooks()
  const replayed = await replayJournal(tx, async ({ seq, command }, book) => {
    if (command.kind === 'SnapshotPoint' || seqs.has(seq)) books.note(seq, book)
    if (command.kind === 'SnapshotTaken') findings.push(...books.differences(command))
  })
  return { ...replayed, findings }
}

async function refusals(tx: Queryable, stored: readonly SnapshotRow[]): Promise<string[]> {
  const refused: string[] = []
  for (const [place, snapshot] of stored.entries()) {
    const mayLackName = place === 0 || snapshot.version < namedSnapshotsVersion
    // Skip snapshots that have no name (hash) in the journal, because the matcher never starts from them. Two kinds of snapshots may lack a name: the newest
    // snapshot, and snapshots of an older release, which did not write names.
    if (mayLackName && (await readSnapshotName(tx, snapshot)) === null) continue
    const why = await refusalOf(tx, snapshot)
    if (why !== null) refused.push(why)
  }
  return refused
}

async function refusalOf(tx: Queryable, snapshot: SnapshotRow): Promise<string | null> {
  try {
    await openSnapshot(tx, snapshot)
    return null
  } catch (error) {
    if (error instanceof SnapshotRefused) return error.message
    throw error
  }
}

type Hashes = Pick<SnapshotName, 'version' | 'bookHash' | 'textHash'>

/**
 * Stores the hashes of the replayed book after each row at which a snapshot may have been taken. A later journal row names each snapshot by its hash, and the
 * audit compares that name with these hashes.
 */
class NamedBooks {
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

  /** Returns the differences between the hashes of a snapshot in the journal and the hashes of the book after the snapshot's row. */
  differences({ atSeq, version, bookHash, textHash, format }: SnapshotName): string[] {
    const found = this.#hashes.get(atSeq)
    if (found === undefined) return [`the journal names a snapshot after row ${atSeq}, which announces none`]
    const isSame = found.bookHash === bookHash && found.version === version && (format !== snapshotFormat || found.textHash === textHash)
    return isSame ? [] : [`the snapshot that the journal names after row ${atSeq} is of another book`]
  }
}

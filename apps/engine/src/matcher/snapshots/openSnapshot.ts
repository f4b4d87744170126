import { zstdDecompressSync } from 'node:zlib'
import { listJournalRows, type Queryable, readSnapshotParts, type SnapshotRow } from '@infinitio/db'
import { bookFromLines } from '@infinitio/matching'
import { bookVersion } from '../bookVersion.ts'
import type { Replayed } from '../replayJournal.ts'
import { BookLineHash } from './bookLineHash.ts'
import { digestOf } from './packSnapshot.ts'
import { readSnapshotName } from './snapshotName.ts'

/**
 * Returns the order book of a snapshot. Throws SnapshotRefused if the journal does not contain the snapshot's row or its name, or if the bytes or the book have
 * another hash than the name states. Also throws for a snapshot of another generation or with unknown rules. Unpacks bytes only if the journal contains their
 * hash.
 */
export async function openSnapshot(db: Queryable, row: SnapshotRow): Promise<Replayed> {
  const { seq, hash, atMs, version } = row
  if (version > bookVersion) throw new SnapshotRefused(seq, `follows rules of version ${version}, we know those up to ${bookVersion}`)
  const [last] = await listJournalRows(db, { afterSeq: seq - 1n, limit: 1 })
  if (last?.seq !== seq || last.hash !== hash || last.atMs !== atMs) throw new SnapshotRefused(seq, 'is of a row that the journal does not have')
  const name = await readSnapshotName(db, row)
  if (name === null) throw new SnapshotRefused(seq, 'is not named in the journal')
  const parts = await readSnapshotParts(db, row)
  if (digestOf(parts) !== row.digest) throw new SnapshotRefused(seq, 'is torn: its bytes are not those that were written')
  if (row.digest !== name.digest) throw new SnapshotRefused(seq, 'has other bytes than the snapshot that the journal names')
  const { book, bookHash } = readBook(parts, seq)
  if (bookHash !== row.bookHash) throw new SnapshotRefused(seq, 'does not have the hash of its book')
  if (bookHash !== name.bookHash) throw new SnapshotRefused(seq, 'has another book than the snapshot that the journal names')
  if (BigInt(book.seq) !== seq || BigInt(book.atMs) !== atMs || book.generation !== row.generation || book.version !== version)
    throw new SnapshotRefused(seq, 'holds the book after another row')
  return { book, head: { seq, atMs, hash } }
}

/** Reads the book and hashes its lines at the same time, which is faster than hashing the book afterwards. */
function readBook(parts: readonly Buffer[], seq: bigint) {
  const hash = new BookLineHash()
  try {
    const book = bookFromLines(linesOf(parts, hash))
    return { book, bookHash: hash.digest() }
  } catch (cause) {
    throw new SnapshotRefused(seq, 'cannot be read', { cause })
  }
}

/** Yields the lines of all parts. Each part ends at the end of a line, so it can be unpacked separately. */
function* linesOf(parts: readonly Buffer[], hash: BookLineHash): Generator<string> {
  for (const part of parts) {
    for (const line of zstdDecompressSync(part).toString('utf8').split('\n')) {
      hash.take(line)
      yield line
    }
  }
}

/** The snapshot is invalid: incomplete, changed, from another journal, or with unknown rules. The message states which. */
export class SnapshotRefused extends Error {
  override name = 'SnapshotRefused'

  constructor(seq: bigint, why: string, options?: ErrorOptions) {
    super(`the snapshot after journal row ${seq} ${why}`, options)
  }
}

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import { listJournalRows, type Queryable, readSnapshotParts, type SnapshotRow } from '@infinitio/db'
import { type Book, bookFromSnapshot, snapshotBookHash } from '@infinitio/matching'
import { bookVersion } from '../bookVersion.ts'
import type { Replayed } from '../replayJournal.ts'
import { sha256Hex } from '../sha256Hex.ts'
import { SnapshotRefused } from './snapshotRefused.ts'

const decompress = promisify(zstdDecompress)

/**
 * The book of a snapshot. Throws SnapshotRefused unless its bytes are whole, its book has the hash that was written with it, and it was taken after a row that the
 * journal has, in the same generation and under rules that we know.
 */
export async function openSnapshot(db: Queryable, row: SnapshotRow): Promise<Replayed> {
  const { seq, hash, atMs, version } = row
  if (version > bookVersion) throw new SnapshotRefused(seq, `follows rules of version ${version}, we know those up to ${bookVersion}`)
  const [last] = await listJournalRows(db, { afterSeq: seq - 1n, limit: 1 })
  if (last?.seq !== seq || last.hash !== hash || last.atMs !== atMs) throw new SnapshotRefused(seq, 'is of a row that the journal does not have')
  const bytes = Buffer.concat(await readSnapshotParts(db, row))
  if (createHash('sha256').update(bytes).digest('hex') !== row.digest)
    throw new SnapshotRefused(seq, 'is torn: its bytes are not those that were written')
  const text = await unpacked(bytes, seq)
  // Of the text: writing the book down once more would take as long as reading it.
  if (hashOf(text) !== row.bookHash) throw new SnapshotRefused(seq, 'does not have the hash of its book')
  const book = readBook(text, seq)
  if (BigInt(book.seq) !== seq || BigInt(book.atMs) !== atMs || book.generation !== row.generation || book.version !== version)
    throw new SnapshotRefused(seq, 'holds the book after another row')
  return { book, head: { seq, atMs, hash } }
}

async function unpacked(bytes: Buffer, seq: bigint): Promise<string> {
  try {
    return (await decompress(bytes)).toString('utf8')
  } catch (cause) {
    throw new SnapshotRefused(seq, 'cannot be unpacked', { cause })
  }
}

/** Null when it is no snapshot's text. */
function hashOf(text: string): string | null {
  try {
    return snapshotBookHash(text, sha256Hex)
  } catch {
    return null
  }
}

function readBook(text: string, seq: bigint): Book {
  try {
    return bookFromSnapshot(text)
  } catch (cause) {
    throw new SnapshotRefused(seq, 'cannot be read', { cause })
  }
}

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress } from 'node:zlib'
import type { SnapshotRow } from '@infinitio/db'
import { snapshotBookHash, snapshotText } from '@infinitio/matching'
import type { Replayed } from '../replayJournal.ts'
import { sha256Hex } from '../sha256Hex.ts'

/** A snapshot ready to be stored. */
export interface PackedSnapshot {
  row: Omit<SnapshotRow, 'parts'>
  parts: Buffer[]
}

const PART_BYTES = 4_194_304
const compress = promisify(zstdCompress)

/** Writes down the book as it stands after the last row it has seen. Throws when it is larger than a text can be (512 MiB). */
export async function packSnapshot({ book, head }: Replayed): Promise<PackedSnapshot> {
  const text = snapshotText(book)
  const { version, generation } = book
  const { seq, hash, atMs } = head
  const bytes = await compress(text)
  const digest = createHash('sha256').update(bytes).digest('hex')
  const parts = Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, at) => bytes.subarray(at * PART_BYTES, (at + 1) * PART_BYTES))
  return { row: { seq, hash, atMs, bookHash: snapshotBookHash(text, sha256Hex), generation, version, digest }, parts }
}

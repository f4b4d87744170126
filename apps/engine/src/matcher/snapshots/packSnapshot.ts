import { createHash } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import type { SnapshotRow } from '@infinitio/db'
import { snapshotFormat, snapshotLines } from '@infinitio/matching'
import type { Replayed } from '../replayJournal.ts'
import { BookLineHash } from './bookLineHash.ts'
import type { SnapshotName } from './snapshotName.ts'

/** A snapshot that can be stored now, and the command that writes its name (hashes) into the journal. */
export interface PackedSnapshot {
  row: Omit<SnapshotRow, 'parts'>
  parts: Buffer[]
  name: SnapshotName
}

/** Length of the text in one part, in characters, before compression. */
export const partLength = 16_777_216

/**
 * Writes the book, as it is after its last row, in compressed parts. Each part contains whole lines. The uncompressed text of each part except the last has at
 * least `length` characters, and exceeds `length` by less than one line.
 */
export function packSnapshot({ book, head }: Replayed, { length: most }: { length: number }): PackedSnapshot {
  const parts: Buffer[] = []
  const hash = new BookLineHash()
  const text = createHash('sha256')
  let lines: string[] = []
  let length = 0
  const pack = (): void => {
    if (lines.length > 0) parts.push(zstdCompressSync(lines.join('\n')))
    lines = []
    length = 0
  }
  for (const line of snapshotLines(book)) {
    hash.take(line)
    text.update(line)
    lines.push(line)
    length += line.length
    if (length >= most) pack()
  }
  pack()
  const { version, generation } = book
  const [bookHash, digest, atSeq] = [hash.digest(), digestOf(parts), Number(head.seq)]
  const name = { kind: 'SnapshotTaken', atSeq, version, digest, bookHash, textHash: text.digest('hex'), format: snapshotFormat } as const
  return { row: { ...head, bookHash, generation, version, digest }, parts, name }
}

/** Returns the sha256 of all parts of a snapshot, in lower-case hex. The snapshot's row and the journal store this digest. */
export function digestOf(parts: readonly Buffer[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

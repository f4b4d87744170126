import { createHash } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import type { SnapshotRow } from '@infinitio/db'
import { snapshotLines } from '@infinitio/matching'
import type { Replayed } from '../replayJournal.ts'
import { BookLineHash } from './bookLineHash.ts'

/** A snapshot ready to be stored. */
export interface PackedSnapshot {
  row: Omit<SnapshotRow, 'parts'>
  parts: Buffer[]
}

/** Of text in a part of the product's: packed it is a tenth of that. */
export const partLength = 16_777_216

/** Writes down the book as it stands after the last row it has seen, in parts of whole lines, `length` or a line more of text each. Of a large book it takes seconds. */
export function packSnapshot({ book, head }: Replayed, { length: most }: { length: number }): PackedSnapshot {
  const parts: Buffer[] = []
  const hash = new BookLineHash()
  let lines: string[] = []
  let length = 0
  const pack = (): void => {
    if (lines.length > 0) parts.push(zstdCompressSync(lines.join('\n')))
    lines = []
    length = 0
  }
  for (const line of snapshotLines(book)) {
    hash.take(line)
    lines.push(line)
    length += line.length
    if (length >= most) pack()
  }
  pack()
  const { version, generation } = book
  return { row: { ...head, bookHash: hash.digest(), generation, version, digest: digestOf(parts) }, parts }
}

/** What a snapshot's row says of its bytes: sha256 of all parts, in lower-case hex. */
export function digestOf(parts: readonly Buffer[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

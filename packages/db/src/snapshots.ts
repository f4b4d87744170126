// Snapshots of the order book. The matcher (role infinitio_matcher) writes the tables `book_snapshots` and `book_snapshot_parts`.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const snapshotRow = rowOf({
  /** The number of the journal row after which the snapshot was taken, with the row's hash and time. */
  seq: tables.book_snapshots.seq,
  hash: tables.book_snapshots.hash,
  atMs: tables.book_snapshots.at_ms,
  bookHash: tables.book_snapshots.book_hash,
  generation: tables.book_snapshots.generation,
  /** Version of the rules of the order book. */
  version: tables.book_snapshots.version,
  /** Number of parts in which the snapshot's bytes are stored. */
  parts: tables.book_snapshots.parts,
  /** sha256 of the snapshot's bytes, in lower-case hex. */
  digest: tables.book_snapshots.digest,
})

/** A snapshot of the order book, without its bytes. */
export type SnapshotRow = RowOf<typeof snapshotRow>

/**
 * Stores a snapshot with its parts, inside a transaction. Stores nothing and returns false if the journal lacks its row (a restore may have removed
 * it), or if the row already has a snapshot. Indexes: journal (seq), book_snapshots (seq).
 */
export async function insertSnapshot(
  tx: Queryable,
  { seq, hash, atMs, bookHash, generation, version, digest }: Omit<SnapshotRow, 'parts'>,
  parts: readonly Buffer[],
): Promise<boolean> {
  const rows = await tx.query(
    `insert into book_snapshots (seq, hash, at_ms, book_hash, generation, version, parts, digest)
     select seq, hash, at_ms, $4, $5, $6, $7, $8 from journal where seq = $1 and hash = $2 and at_ms = $3
     on conflict (seq) do nothing returning seq`,
    [seq, hash, atMs, bookHash, generation, version, parts.length, digest],
  )
  if (rows.length === 0) return false
  for (const [part, bytes] of parts.entries())
    await tx.query('insert into book_snapshot_parts (seq, part, bytes) values ($1, $2, $3)', [seq, part, bytes])
  return true
}

const newestSnapshots = statement(
  snapshotRow,
  `select seq, hash, at_ms as "atMs", book_hash as "bookHash", generation, version, parts, digest from book_snapshots order by seq desc limit $1`,
)

/** Lists snapshots of the order book, newest first. There are few, because older ones are deleted. Index: book_snapshots (seq). Takes no lock. */
export async function listSnapshots(db: Queryable, { limit }: { limit: number }): Promise<SnapshotRow[]> {
  return newestSnapshots.rows(db, [limit])
}

const snapshotPart = statement(
  rowOf({ bytes: tables.book_snapshot_parts.bytes }),
  'select bytes from book_snapshot_parts where seq = $1 and part = $2',
)

/**
 * Returns the parts of a snapshot in order; fewer than `parts` if the snapshot is incomplete. Index: book_snapshot_parts (seq, part). Takes no lock.
 */
export async function readSnapshotParts(db: Queryable, { seq, parts }: { seq: bigint; parts: number }): Promise<Buffer[]> {
  const found: Buffer[] = []
  // Reads one part at a time, because all parts together may be too large for one answer of the server.
  for (let part = 0; part < parts; part += 1) {
    const row = await snapshotPart.first(db, [seq, part])
    if (row === null) break
    found.push(row.bytes)
  }
  return found
}

const snapshotCommand = statement(
  rowOf({ command: tables.journal.command }),
  'select command from journal where seq > $1 and starts_with(command, $2) order by seq limit 1',
)

/**
 * Returns the text of the first `SnapshotTaken` command for the snapshot after row `atSeq`, or null. The command follows soon after `atSeq`; without
 * one, the query reads all later rows. Index: journal (seq). Takes no lock.
 */
export async function findSnapshotName(db: Queryable, { atSeq }: { atSeq: bigint }): Promise<string | null> {
  const row = await snapshotCommand.first(db, [atSeq, `{"atSeq":${atSeq},`])
  return row?.command ?? null
}

/** Deletes all snapshots except those that were taken after one of the journal rows `except`. Index: book_snapshots (seq). */
export async function deleteSnapshots(tx: Queryable, { except }: { except: readonly bigint[] }): Promise<void> {
  for (const table of ['book_snapshot_parts', 'book_snapshots']) await tx.query(`delete from ${table} where seq <> all($1::bigint[])`, [except])
}

import { type Db, deleteSnapshots, insertSnapshot } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { type PackedSnapshot, packSnapshot, partLength } from './packSnapshot.ts'
import { recoverBook } from './recoverBook.ts'
import { listNamedSeqs, type SnapshotName } from './snapshotName.ts'

/**
 * Takes a snapshot of the order book after the journal's row `point`. It builds a separate book as a starting matcher does, replays the journal to that row and
 * writes the book. So the leading matcher does not wait, and an error in that matcher's memory cannot get into the snapshot. Returns the snapshot's name for
 * the journal, or null if the journal no longer contains the row. Throws if the journal cannot be replayed or the database is unavailable.
 */
export async function takeSnapshot(db: Db, { logger, point }: { logger: Logger; point: bigint }): Promise<SnapshotName | null> {
  const startedAt = performance.now()
  const recovered = await recoverBook(db, { logger, upTo: point })
  const { head, from } = recovered
  if (head.seq !== point) return null
  const packed = packSnapshot(recovered, { length: partLength })
  if (!(await storeSnapshot(db, packed))) return null
  const { bookHash } = packed.row
  logger.info(
    { seq: head.seq, from, bookHash, parts: packed.parts.length, ms: Math.round(performance.now() - startedAt) },
    'snapshot of the book stored',
  )
  return packed.name
}

const KEPT = 3

/**
 * Stores a snapshot in one transaction. Keeps the two newest earlier snapshots that the journal names, and deletes all other earlier ones. Replaces an older
 * snapshot of the same row, because the journal never named that one. Returns false if the journal no longer contains the row.
 */
export function storeSnapshot(db: Db, { row, parts }: PackedSnapshot): Promise<boolean> {
  return db.transaction(async (tx) => {
    const named = await listNamedSeqs(tx)
    await deleteSnapshots(tx, { except: named.filter((seq) => seq < row.seq).slice(0, KEPT - 1) })
    return insertSnapshot(tx, row, parts)
  })
}

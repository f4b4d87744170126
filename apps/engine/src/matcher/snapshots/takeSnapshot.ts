import type { Db } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { packSnapshot, partLength } from './packSnapshot.ts'
import { recoverBook } from './recoverBook.ts'
import type { SnapshotName } from './snapshotName.ts'
import { storeSnapshot } from './storeSnapshot.ts'

/**
 * Takes a snapshot after the journal's row `point`. It recovers its own book as a starting matcher does, replays to that row and writes the book. So
 * the leading matcher does not wait, and the snapshot comes from the journal, not from the matcher's memory. Returns the snapshot's name for the
 * journal; null if the row is gone. Throws if the journal does not replay or the database is unavailable.
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

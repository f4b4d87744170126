import type { Db } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { packSnapshot, partLength } from './packSnapshot.ts'
import { recoverBook } from './recoverBook.ts'
import type { SnapshotName } from './snapshotName.ts'
import { storeSnapshot } from './storeSnapshot.ts'

/**
 * Takes a snapshot after the journal's row `point`, with a book of its own: it begins as a matcher does that starts, replays up to that row, and writes the book
 * down. So the matcher that leads is not held up, and what is written is the journal's and not a memory's. Returns the name that the journal is to have for it; null
 * when the row is gone. Throws when the journal does not replay or the database is away.
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

import type { Db } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { packSnapshot, partLength } from './packSnapshot.ts'
import { recoverBook } from './recoverBook.ts'
import { storeSnapshot } from './storeSnapshot.ts'

/**
 * Takes a snapshot after the journal's last row, with a book of its own: it begins as a matcher does that starts, and writes down what it comes to. So whoever leads or
 * follows is not held up, and what is written is the journal's and not a memory's. Throws when the journal does not replay or the database is away.
 */
export async function takeSnapshot(db: Db, { logger }: { logger: Logger }): Promise<void> {
  const startedAt = performance.now()
  const recovered = await recoverBook(db, { logger })
  const { head, from, rows } = recovered
  if (rows === 0) return
  const packed = packSnapshot(recovered, { length: partLength })
  if (!(await storeSnapshot(db, packed))) return
  const { bookHash } = packed.row
  logger.info(
    { seq: head.seq, from, bookHash, parts: packed.parts.length, ms: Math.round(performance.now() - startedAt) },
    'snapshot of the book stored',
  )
}

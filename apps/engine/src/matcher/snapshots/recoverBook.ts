import { listSnapshots, type Queryable } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { isAway } from '../../loop/isAway.ts'
import { beforeJournal, type Replayed, replayOn } from '../replayJournal.ts'
import { openSnapshot } from './openSnapshot.ts'

/** The book after the journal's last row, and how it came to be: from which row on it was replayed (0: all of it), and how many rows that were. */
export interface Recovered extends Replayed {
  from: bigint
  rows: number
}

const MOST_SNAPSHOTS = 10

/**
 * The book that the journal gives: the newest snapshot that is what it says, and the rows after it, each compared with its number, hash and events. A snapshot that is
 * refused, or after which the rows do not follow, is named in the log and the one before it taken, at last none. `upTo` is the last row to replay, null: the
 * journal's last. Throws `JournalBroken` as `replayJournal` does.
 */
export async function recoverBook(db: Queryable, { logger, upTo = null }: { logger: Logger; upTo?: bigint | null }): Promise<Recovered> {
  for (const snapshot of await listSnapshots(db, { limit: MOST_SNAPSHOTS })) {
    if (upTo !== null && snapshot.seq > upTo) continue
    try {
      return await replayFrom(db, await openSnapshot(db, snapshot), upTo)
    } catch (error) {
      if (isAway(error)) throw error
      logger.error({ err: error, snapshot: snapshot.seq }, 'a snapshot of the book is refused; the book is replayed from an earlier row')
    }
  }
  return replayFrom(db, beforeJournal(), upTo)
}

async function replayFrom(db: Queryable, at: Replayed, upTo: bigint | null): Promise<Recovered> {
  const from = at.head.seq
  const rows = await replayOn(db, at, { upTo })
  return { ...at, from, rows }
}

import { listSnapshots, type Queryable } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import { isAway } from '../../loop/isAway.ts'
import { beforeJournal, type Replayed, replayOn } from '../replayJournal.ts'
import { openSnapshot } from './openSnapshot.ts'

/**
 * The order book after the journal's last row. `from` is the row after which the replay began (0 if the whole journal was replayed), and `rows` is the number
 * of replayed rows.
 */
export interface Recovered extends Replayed {
  from: bigint
  rows: number
}

const MOST_SNAPSHOTS = 10

/**
 * Recovers the order book: starts from the newest valid snapshot, and replays the rows after it. Checks the number, hash and events of each row. If a snapshot
 * is refused, or the rows do not follow from it, logs this and uses the next older snapshot. If no snapshot is valid, replays the whole journal. `upTo` is the
 * last row to replay; null means the last row of the journal. Throws `JournalBroken` as `replayJournal` does.
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

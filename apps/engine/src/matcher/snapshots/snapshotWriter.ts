import { type Db, deleteSnapshots, insertSnapshot, readNewestSnapshotSeq } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { Replayed } from '../replayJournal.ts'
import { packSnapshot } from './packSnapshot.ts'

/** Takes snapshots when they are due. A failure is logged and never thrown: the journal has everything. */
export interface SnapshotWriter {
  /**
   * Takes one when at least `rows` rows came since the newest one there is, whoever took it. Writes the book down before it resolves (so the book must stand after a
   * committed row until then) and stores it beside everything else.
   */
  offer(at: Replayed, { rows }: { rows: number }): Promise<void>
  /** Resolves when the one under way is stored. */
  finish(): Promise<void>
}

const KEPT = 3
/** Writing the book down holds up whoever does it: that may cost a hundredth of the time. */
const REST_FACTOR = 100

/** A writer that knows of no snapshot yet. */
export function snapshotWriter({ db, logger, nowMs }: { db: Db; logger: Logger; nowMs: () => number }): SnapshotWriter {
  let knownSeq = 0n
  let restsUntilMs = 0
  let storing: Promise<void> | null = null
  const store = async (pack: ReturnType<typeof packSnapshot>, tookMs: number): Promise<void> => {
    const { row, parts } = await pack()
    const isNew = await db.transaction(async (tx) => {
      const isStored = await insertSnapshot(tx, row, parts)
      await deleteSnapshots(tx, { keep: KEPT })
      return isStored
    })
    if (isNew) logger.info({ seq: row.seq, bookHash: row.bookHash, parts: parts.length, tookMs }, 'snapshot of the book stored')
  }
  const failed = (error: unknown): void => logger.warn({ err: error }, 'a snapshot of the book could not be taken')
  return {
    async offer(at, { rows }) {
      const isDue = () => at.head.seq - knownSeq >= BigInt(rows)
      if (storing !== null || nowMs() < restsUntilMs || !isDue()) return
      try {
        const newest = await readNewestSnapshotSeq(db)
        if (newest > knownSeq) knownSeq = newest
        if (!isDue()) return
        const sinceMs = nowMs()
        // Also when it fails: it would fail again at once.
        knownSeq = at.head.seq
        const pack = packSnapshot(at)
        const tookMs = nowMs() - sinceMs
        restsUntilMs = nowMs() + REST_FACTOR * tookMs
        storing = store(pack, tookMs)
          .catch(failed)
          .finally(() => {
            storing = null
          })
      } catch (error) {
        failed(error)
      }
    },
    async finish() {
      await storing
    },
  }
}

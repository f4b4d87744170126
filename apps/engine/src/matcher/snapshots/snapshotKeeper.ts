import { type Db, readNewestSnapshotSeq } from '@infinitio/db'
import type { Logger } from '@infinitio/process'

/** How snapshots are taken: after how many rows, and by whom. `take` must not hold up the one that asks; `signal` ends it. */
export interface Snapshots {
  rows: number
  take: (signal: AbortSignal) => Promise<void>
}

/** Has snapshots taken when they are due, one at a time. A failure is logged and never thrown: the journal has everything. */
export interface SnapshotKeeper {
  /** Has one taken when at least `rows` rows came up to row `seq` since the newest one there is, whoever took it. Returns at once. */
  offer(seq: bigint, rows: number): void
  /** Ends the one under way. */
  stop(): Promise<void>
}

/** The thread that takes one has a core to itself for a while: it may have it for a tenth of the time. */
const REST_FACTOR = 10

/** A keeper that knows of no snapshot yet. */
export function snapshotKeeper({
  db,
  logger,
  nowMs,
  snapshots,
}: {
  db: Db
  logger: Logger
  nowMs: () => number
  snapshots: Snapshots
}): SnapshotKeeper {
  const stopping = new AbortController()
  let knownSeq = 0n
  let restsUntilMs = 0
  let taking: Promise<void> | null = null
  const takeIfDue = async (seq: bigint, rows: number): Promise<void> => {
    const newest = await readNewestSnapshotSeq(db)
    if (newest > knownSeq) knownSeq = newest
    if (seq - knownSeq < BigInt(rows)) return
    // Also when it fails: it would fail again at once.
    knownSeq = seq
    const sinceMs = nowMs()
    await snapshots.take(stopping.signal)
    restsUntilMs = nowMs() + REST_FACTOR * (nowMs() - sinceMs)
  }
  return {
    offer(seq, rows) {
      if (taking !== null || stopping.signal.aborted || nowMs() < restsUntilMs || seq - knownSeq < BigInt(rows)) return
      taking = takeIfDue(seq, rows)
        .catch((error: unknown) => logger.warn({ err: error }, 'a snapshot of the book could not be taken'))
        .finally(() => {
          taking = null
        })
    },
    async stop() {
      stopping.abort()
      await taking
    },
  }
}

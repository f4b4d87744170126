import type { BookCommand } from '@infinitio/matching'
import type { Logger } from '@infinitio/process'
import type { SnapshotName } from './snapshotName.ts'

/**
 * Settings of snapshots. `rows` is the number of journal rows between two snapshots. `take` takes the snapshot after row `point`; it must not block its caller,
 * and it stops when `signal` is aborted.
 */
export interface Snapshots {
  rows: number
  take: (point: bigint, signal: AbortSignal) => Promise<SnapshotName | null>
}

/** The end of the journal: the next row's number, and the last row that is known to be committed. */
export interface JournalEnd {
  nextSeq: bigint
  writtenSeq: bigint
}

/**
 * Takes snapshots when they are due, one at a time. One journal row announces the row after which the snapshot will be taken. Once that row is committed, a
 * thread takes the snapshot, and another journal row records its name. An error is only logged, because the journal is complete without snapshots. The matcher
 * never starts from a snapshot that the journal does not name.
 */
export interface SnapshotKeeper {
  /** Returns the command that the matcher must append as its next row, or null if there is none. Returns at once, also while a snapshot is being written. */
  next(end: JournalEnd): BookCommand | null
  /** Stops the running snapshot. */
  stop(): Promise<void>
}

/** After each snapshot, the keeper waits ten times as long as the snapshot took, because its thread uses a whole core. */
const REST_FACTOR = 10

type Options = { logger: Logger; nowMs: () => number; snapshots: Snapshots; newestSeq: bigint }

/** Creates a snapshot keeper. `newestSeq` is the journal row of the newest snapshot that the journal names; 0 if there is none. */
export function snapshotKeeper({ logger, nowMs, snapshots, newestSeq }: Options): SnapshotKeeper {
  const stopping = new AbortController()
  let knownSeq = newestSeq
  let restsUntilMs = 0
  let point: bigint | null = null
  let name: SnapshotName | null = null
  let taking: Promise<void> | null = null
  const take = async (after: bigint): Promise<void> => {
    const sinceMs = nowMs()
    try {
      name = await snapshots.take(after, stopping.signal)
    } catch (error) {
      logger.warn({ err: error }, 'a snapshot of the book could not be taken')
    }
    restsUntilMs = nowMs() + REST_FACTOR * (nowMs() - sinceMs)
    taking = null
  }
  const takeNamed = (): SnapshotName | null => {
    const taken = name
    name = null
    return taken
  }
  return {
    next({ nextSeq, writtenSeq }) {
      if (stopping.signal.aborted || taking !== null) return null
      if (point !== null) {
        if (writtenSeq >= point) taking = take(point)
        if (writtenSeq >= point) point = null
        return null
      }
      if (name !== null) return takeNamed()
      if (nowMs() < restsUntilMs || writtenSeq - knownSeq < BigInt(snapshots.rows)) return null
      // Set this now and not only when the snapshot succeeds. Otherwise, a snapshot that fails would be tried again at once.
      knownSeq = nextSeq
      point = nextSeq
      return { kind: 'SnapshotPoint' }
    },
    async stop() {
      stopping.abort()
      await taking
    },
  }
}

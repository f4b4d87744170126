import type { BookCommand } from '@infinitio/matching'
import type { Logger } from '@infinitio/process'
import type { SnapshotName } from './snapshotName.ts'

/** How snapshots are taken: after how many rows, and by whom. `take` takes the one after row `point`, must not hold up its caller, and ends by `signal`. */
export interface Snapshots {
  rows: number
  take: (point: bigint, signal: AbortSignal) => Promise<SnapshotName | null>
}

/** Where the journal ends: the next row's number, and the last row that is known to be committed. */
export interface JournalEnd {
  nextSeq: bigint
  writtenSeq: bigint
}

/**
 * Has snapshots taken when they are due, one at a time, and named in the journal: a row announces the point, a thread takes the snapshot once that row is
 * committed, another row names it. A failure is logged and never thrown: the journal has everything, and a snapshot without a name is never begun from.
 */
export interface SnapshotKeeper {
  /** Returns what the matcher must append as its next row, or null. Returns at once. */
  next(end: JournalEnd): BookCommand | null
  /** Ends the snapshot under way. */
  stop(): Promise<void>
}

/** The thread that takes one has a core to itself for a while: it may have it for a tenth of the time. */
const REST_FACTOR = 10

type Options = { logger: Logger; nowMs: () => number; snapshots: Snapshots; newestSeq: bigint }

/** A keeper that knows that the newest snapshot which the journal names was taken after row `newestSeq`; 0: there is none. */
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
      // Also when it fails: it would fail again at once.
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

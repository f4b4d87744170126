import { listSnapshots, type Queryable, type SnapshotRow } from '@infinitio/db'
import { hashBook } from '../matcher/hashBook.ts'
import { type Replayed, replayJournal } from '../matcher/replayJournal.ts'
import { openSnapshot } from '../matcher/snapshots/openSnapshot.ts'
import { SnapshotRefused } from '../matcher/snapshots/snapshotRefused.ts'

const MOST_SNAPSHOTS = 10

/**
 * Replays the journal from its first row, and holds each snapshot against the book as it was after its row: one that is whole, and yet of another book, shows
 * here alone. Throws `JournalBroken` as `replayJournal` does.
 */
export async function replayPastSnapshots(tx: Queryable): Promise<Replayed & { findings: string[] }> {
  const bySeq = new Map<bigint, SnapshotRow>()
  const findings: string[] = []
  for (const snapshot of await listSnapshots(tx, { limit: MOST_SNAPSHOTS })) {
    try {
      await openSnapshot(tx, snapshot)
      bySeq.set(snapshot.seq, snapshot)
    } catch (error) {
      if (!(error instanceof SnapshotRefused)) throw error
      findings.push(error.message)
    }
  }
  const replayed = await replayJournal(tx, async ({ seq }, book) => {
    const snapshot = bySeq.get(seq)
    if (snapshot !== undefined && snapshot.bookHash !== hashBook(book)) findings.push(`the snapshot after journal row ${seq} is of another book`)
  })
  return { ...replayed, findings }
}

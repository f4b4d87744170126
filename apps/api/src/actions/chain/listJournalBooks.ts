import { listSnapshots, readMatcherStatus } from '@infinitio/db'
import type { JournalBooksWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const mostSnapshots = 20

/** Hashes that the engine named of its book: where it stopped, while nothing came since, and of the snapshots it keeps; newest first. */
export async function listJournalBooks({ db }: Services): Promise<JournalBooksWire> {
  const [status, snapshots] = await Promise.all([readMatcherStatus(db), listSnapshots(db, { limit: mostSnapshots })])
  const items = snapshots.map(({ seq, bookHash }) => ({ seq: seq.toString(), bookHash }))
  if (status === null || status.bookHash === null || items[0]?.seq === status.lastSeq.toString()) return { items }
  return { items: [{ seq: status.lastSeq.toString(), bookHash: status.bookHash }, ...items] }
}

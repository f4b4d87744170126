import { failSilentSnapshots, listSnapshotsToRemove, removeDiskSnapshot, tryLock } from '@infinitio/db'
import type { Services } from '../services/services.ts'

/**
 * A snapshot of a disk counts as failed after this many seconds without progress. A machine reports after each uploaded part, and a part may take half a
 * minute.
 */
const silentSeconds = 300
const mostAtOnce = 20

/**
 * Marks snapshots as failed whose machine has reported no progress for too long. Removes deleted and expired snapshots from the store, and failed ones an hour
 * after the machine's last report. Runs on one server at a time.
 */
export async function cleanSnapshots({ db, snapshots, logger }: Pick<Services, 'db' | 'snapshots' | 'logger'>): Promise<void> {
  const { store } = snapshots
  await failSilentSnapshots(db, { silentSeconds })
  if (store === null) return
  await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'snapshots'))) return
    for (const snapshot of await listSnapshotsToRemove(db, { limit: mostAtOnce })) {
      // Remove the parts from the store before the database row. If removing the parts fails, the row still exists, so the next run tries again.
      await store.remove(snapshot)
      await removeDiskSnapshot(db, snapshot)
      logger.info({ snapshotId: snapshot.snapshotId }, 'a snapshot was removed from the store')
    }
  })
}

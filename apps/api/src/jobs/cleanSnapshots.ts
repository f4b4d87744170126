import { failSilentSnapshots, listSnapshotsToRemove, removeDiskSnapshot, tryLock } from '@infinitio/db'
import type { Services } from '../services/services.ts'

/**
 * Seconds without progress after which a snapshot fails. A machine reports with each part, and a
 * part may take half a minute.
 */
const silentSeconds = 300
const mostAtOnce = 20

/** Marks snapshots that no machine continues as failed, and removes deleted and expired ones from the store. Runs on one server at a time. */
export async function cleanSnapshots({ db, snapshots, logger }: Pick<Services, 'db' | 'snapshots' | 'logger'>): Promise<void> {
  const { store } = snapshots
  await failSilentSnapshots(db, { silentSeconds })
  if (store === null) return
  await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'snapshots'))) return
    for (const snapshot of await listSnapshotsToRemove(db, { limit: mostAtOnce })) {
      // Removes the parts before the row, so that a failure is retried while the row still exists.
      await store.remove(snapshot)
      await removeDiskSnapshot(db, snapshot)
      logger.info({ snapshotId: snapshot.snapshotId }, 'a snapshot was removed from the store')
    }
  })
}

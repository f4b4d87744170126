import { failSilentSnapshots, listSnapshotsToRemove, removeDiskSnapshot, tryLock } from '@infinitio/db'
import type { Services } from '../services/services.ts'

/** A machine says something of a snapshot with each part, which may take half a minute. */
const silentSeconds = 300
const mostAtOnce = 20

/** Fails snapshots that no machine goes on with, and takes those that are deleted or have run out from the store. One server at a time. */
export async function cleanSnapshots({ db, snapshots, logger }: Pick<Services, 'db' | 'snapshots' | 'logger'>): Promise<void> {
  const { store } = snapshots
  await failSilentSnapshots(db, { silentSeconds })
  if (store === null) return
  await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'snapshots'))) return
    for (const snapshot of await listSnapshotsToRemove(db, { limit: mostAtOnce })) {
      // The parts go first: a row that is left is tried again.
      await store.remove(snapshot)
      await removeDiskSnapshot(db, snapshot)
      logger.info({ snapshotId: snapshot.snapshotId }, 'a snapshot was removed from the store')
    }
  })
}

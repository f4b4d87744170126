import { listArtefactsToRemove, removeArtefact, tryLock } from '@infinitio/db'
import type { Services } from '../services/services.ts'

/** Seconds after which an upload that did not end is removed: longer than any request lasts. */
const uploadSeconds = 300
const mostAtOnce = 100

/** Removes deleted and expired artefacts and failed uploads from the store. Runs on one server at a time. */
export async function cleanArtefacts({ db, artefacts, logger }: Pick<Services, 'db' | 'artefacts' | 'logger'>): Promise<void> {
  const { files } = artefacts
  if (files === null) return
  await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'artefacts'))) return
    for (const artefactId of await listArtefactsToRemove(db, { uploadSeconds, limit: mostAtOnce })) {
      // Removes the bytes before the row, so that a failure is retried while the row still exists.
      await files.remove({ id: artefactId })
      await removeArtefact(db, { artefactId })
      logger.info({ artefactId }, 'an artefact was removed from the store')
    }
  })
}

import { listOverOpenings, markOpeningRemoved, tryLock } from '@infinitio/db'
import type { Services } from '../services/services.ts'

const mostAtOnce = 500

/**
 * Deletes the matrix rows that machines revealed in GPU proofs from the store after 7 days. Deletes the oldest rows earlier if all rows together take more than
 * the operator's space for artefacts. The hashes of the rows stay in the database. Skips a file that cannot be deleted; the next run tries it again. Runs on
 * one server at a time.
 */
export async function cleanOpenings({ db, artefacts, logger }: Pick<Services, 'db' | 'artefacts' | 'logger'>): Promise<void> {
  const { files } = artefacts
  if (files === null) return
  await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'openings'))) return
    for (const artefactId of await listOverOpenings(db, { limit: mostAtOnce, mostBytes: artefacts.mostTotalBytes })) {
      try {
        await files.remove({ id: artefactId })
        await markOpeningRemoved(db, { artefactId })
      } catch (error) {
        logger.warn({ err: error, artefactId }, 'opened rows cannot be removed from the store')
      }
    }
  })
}

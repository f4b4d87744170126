import { listArtefactsToRemove, postponeArtefactRemoval, removeArtefact, tryLock } from '@infinitio/db'
import type { Services } from '../services/services.ts'

/** Seconds after which an upload that did not end is removed: longer than any request lasts. */
const uploadSeconds = 300
const mostAtOnce = 100
/** Failures after which a run stops, so that a store that is away does not fill the log. */
const mostFailures = 20

/**
 * Removes deleted and expired artefacts and failed uploads from the store, until none is left or `withinMs` is over. A file that cannot be removed goes to the end
 * of the queue. Runs on one server at a time.
 */
export async function cleanArtefacts(
  { db, artefacts, logger }: Pick<Services, 'db' | 'artefacts' | 'logger'>,
  { withinMs = 20_000 }: { withinMs?: number } = {},
): Promise<void> {
  const { files } = artefacts
  if (files === null) return
  const endsAt = performance.now() + withinMs
  await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'artefacts'))) return
    const failed: string[] = []
    for (;;) {
      const waiting = await listArtefactsToRemove(db, { uploadSeconds, limit: mostAtOnce, except: failed })
      for (const artefactId of waiting) {
        if (failed.length === mostFailures || performance.now() > endsAt) return
        try {
          // Removes the bytes before the row, so that a failure is retried while the row still exists.
          await files.remove({ id: artefactId })
          await removeArtefact(db, { artefactId })
          logger.info({ artefactId }, 'an artefact was removed from the store')
        } catch (error) {
          failed.push(artefactId)
          logger.warn({ err: error, artefactId }, 'an artefact cannot be removed from the store')
          await postponeArtefactRemoval(db, { artefactId })
        }
      }
      if (waiting.length < mostAtOnce) return
    }
  })
}

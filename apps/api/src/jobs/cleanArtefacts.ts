import {
  abandonIdleUploads,
  giveUpArtefactPart,
  keepEvidence,
  listArtefactsToRemove,
  listPartsToRemove,
  listTaskResultsToRemove,
  postponeArtefactRemoval,
  postponeTaskResultRemoval,
  removeArtefact,
  removeArtefactPart,
  removeTaskResult,
  tryLock,
  type UnreadAccounts,
} from '@infinitio/db'
import { uploadLimits } from '@infinitio/domain'
import { readEvidence } from '../actions/artefacts/keptEvidence.ts'
import type { Services } from '../services/services.ts'

/** Seconds after which the bytes of a request that did not end are removed. */
const uploadSeconds = 300
const mostAtOnce = 100
/**
 * If this many files of one database table cannot be deleted, a run deletes no more files of this table, so that a store that does not answer does not fill the
 * log.
 */
const mostFailures = 20

/**
 * Deletes files from the operator's store: artefacts and task results that were deleted or have expired, the files of failed uploads, and the parts of uploads
 * that nobody continued. First moves the end of files that are evidence of disputes. Deletes no expired public file that may be evidence while that cannot be
 * read. Stops when no such file is left or after `withinMs` milliseconds. If a file cannot be deleted, tries the others first. Runs on one server at a time.
 */
export async function cleanArtefacts(
  services: Pick<Services, 'db' | 'artefacts' | 'logger' | 'governance' | 'clock'>,
  { withinMs = 20_000 }: { withinMs?: number } = {},
): Promise<void> {
  const { db, artefacts, logger } = services
  const { files } = artefacts
  if (files === null) return
  // If the disputes cannot be read, any public file may be evidence of one.
  const evidence = await readEvidence(services).catch((error: unknown) => {
    logger.warn({ err: error }, 'the evidence of disputes cannot be read')
    return null
  })
  const unreadAccounts = evidence === null ? ('all' as const) : evidence.unreadAccounts
  const endsAt = performance.now() + withinMs
  await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'artefacts'))) return
    await keepEvidence(db, { kept: evidence?.kept ?? [] })
    await abandonIdleUploads(db, uploadLimits)
    for (const queue of [partQueue(db, unreadAccounts), artefactQueue(db, unreadAccounts), resultQueue(db)]) {
      await emptyQueue(queue, { removeBytes: (id) => files.remove({ id }), mayGoOn: () => performance.now() <= endsAt, logger })
    }
  })
}

/** The files of one database table that must be deleted from the store. */
type Queue = {
  readonly list: (except: readonly string[]) => Promise<readonly string[]>
  readonly removeRow: (id: string) => Promise<void>
  readonly postpone: (id: string) => Promise<void>
}

function partQueue(db: Services['db'], unreadAccounts: UnreadAccounts): Queue {
  return {
    list: (except) => listPartsToRemove(db, { uploadSeconds, limit: mostAtOnce, except, unreadAccounts }),
    removeRow: (partId) => removeArtefactPart(db, { partId }),
    postpone: (partId) => giveUpArtefactPart(db, { partId }),
  }
}

function artefactQueue(db: Services['db'], unreadAccounts: UnreadAccounts): Queue {
  return {
    list: (except) => listArtefactsToRemove(db, { uploadSeconds, limit: mostAtOnce, except, unreadAccounts }),
    removeRow: (artefactId) => removeArtefact(db, { artefactId }),
    postpone: (artefactId) => postponeArtefactRemoval(db, { artefactId }),
  }
}

function resultQueue(db: Services['db']): Queue {
  return {
    list: (except) => listTaskResultsToRemove(db, { uploadSeconds, limit: mostAtOnce, except }),
    removeRow: (resultId) => removeTaskResult(db, { resultId }),
    postpone: (resultId) => postponeTaskResultRemoval(db, { resultId }),
  }
}

type Emptying = { readonly removeBytes: (id: string) => Promise<void>; readonly mayGoOn: () => boolean; readonly logger: Services['logger'] }

async function emptyQueue({ list, removeRow, postpone }: Queue, { removeBytes, mayGoOn, logger }: Emptying): Promise<void> {
  const failed: string[] = []
  for (;;) {
    const waiting = await list(failed)
    for (const id of waiting) {
      if (failed.length === mostFailures || !mayGoOn()) return
      try {
        // Remove the bytes before the database row. If removing the bytes fails, the row still exists, so the next run tries again.
        await removeBytes(id)
        await removeRow(id)
        logger.info({ artefactId: id }, 'a file was removed from the store')
      } catch (error) {
        failed.push(id)
        logger.warn({ err: error, artefactId: id }, 'a file cannot be removed from the store')
        await postpone(id)
      }
    }
    if (waiting.length < mostAtOnce) return
  }
}

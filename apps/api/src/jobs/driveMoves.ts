import { listLeaseMoves, tryLock } from '@infinitio/db'
import { takeMoveStep } from '../moves/takeMoveStep.ts'
import type { Services } from '../services/services.ts'

const mostAtOnce = 200

/**
 * Performs the next step of moves of leases to other machines, of at most `mostAtOnce` moves per run. A failed move does not delay others. Runs on one server
 * at a time. Returns true while a move is in progress.
 */
export async function driveMoves(services: Services): Promise<boolean> {
  const { db, logger } = services
  // Usually no move is in progress, so do not take the database lock for nothing.
  if ((await listLeaseMoves(db, { limit: 1 })).length === 0) return false
  await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'moves'))) return
    for (const move of await listLeaseMoves(db, { limit: mostAtOnce })) {
      await takeMoveStep(services, move).catch((error: unknown) => {
        logger.warn({ err: error, moveId: move.moveId, state: move.state }, 'a step of a move failed; it is tried again')
      })
    }
  })
  return true
}

import { listLeaseMoves, tryLock } from '@infinitio/db'
import { takeMoveStep } from '../moves/takeMoveStep.ts'
import type { Services } from '../services/services.ts'

const mostAtOnce = 200

/** Takes the next step of every move that is under way. One server at a time; a move that cannot go on holds up no other. */
export async function driveMoves(services: Services): Promise<void> {
  const { db, logger } = services
  // Most seconds have none.
  if ((await listLeaseMoves(db, { limit: 1 })).length === 0) return
  await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'moves'))) return
    for (const move of await listLeaseMoves(db, { limit: mostAtOnce })) {
      await takeMoveStep(services, move).catch((error: unknown) => {
        logger.warn({ err: error, moveId: move.moveId, state: move.state }, 'a step of a move failed; it is tried again')
      })
    }
  })
}

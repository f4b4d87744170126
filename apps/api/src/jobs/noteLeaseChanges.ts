import { noteChainEvents, noteEndingLeases, noteMaintenance, readFinalSpan, tryLock } from '@infinitio/db'
import type { Services } from '../services/services.ts'
import { noteTiers } from './noteTiers.ts'

/**
 * Notifies accounts of changes to their leases and to the tiers of their machines in final blocks, once for each change. Runs on one server at a time. Returns false if there were no new final
 * blocks. One call reads a limited number of blocks.
 */
export async function noteLeaseChanges({ db, hub }: Pick<Services, 'db' | 'hub'>): Promise<boolean> {
  if ((await readFinalSpan(db)) === null) return false
  const told = await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'notifications'))) return 0
    const span = await readFinalSpan(tx)
    return span === null ? 0 : (await noteTiers(tx, span)) + (await noteChainEvents(tx, span))
  })
  if (told > 0) hub.wake()
  return true
}

/** Notifies the holder of a lease that it ends soon. */
export async function noteEndings({ db, clock, hub }: Pick<Services, 'db' | 'clock' | 'hub'>): Promise<void> {
  const told = await db.transaction((tx) => noteEndingLeases(tx, { chainNow: BigInt(clock.read().now) }))
  if (told > 0) hub.wake()
}

/**
 * Notifies the holder of a lease if maintenance of its machine is planned and overlaps the lease. Notifies the holder again if that maintenance is cancelled.
 */
export async function noteMaintenances({ db, clock, hub }: Pick<Services, 'db' | 'clock' | 'hub'>): Promise<void> {
  const noted = await db.transaction((tx) => noteMaintenance(tx, { chainNow: BigInt(clock.read().now) }))
  if (noted > 0) hub.wake()
}

import { noteDisputes, noteSlashes, tryLock } from '@infinitio/db'
import { disputeNotices } from '../governance/disputes/disputeNotices.ts'
import { slashNotices } from '../governance/disputes/slashNotices.ts'
import type { Services } from '../services/services.ts'

/**
 * Notifies the parties and jurors of a dispute of each new step, and the owner of a bond for which a slash waits. Sends each notification only once. Returns
 * how many notifications were stored. Throws ChainUnavailableError.
 */
export async function noteNewDisputes({ db, governance, clock, hub }: Pick<Services, 'db' | 'governance' | 'clock' | 'hub'>): Promise<number> {
  const found = await governance.readDisputes()
  const { now } = clock.read()
  const [notices, slashes] = [disputeNotices(found.records, now), slashNotices(found, now)]
  if (notices.length + slashes.length === 0) return 0
  const stored = await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'notifications'))) return 0
    return (await noteDisputes(tx, { notices })) + (await noteSlashes(tx, { notices: slashes }))
  })
  if (stored > 0) hub.wake()
  return stored
}

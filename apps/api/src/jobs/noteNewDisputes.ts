import { noteDisputes, tryLock } from '@infinitio/db'
import { disputeNotices } from '../governance/disputes/disputeNotices.ts'
import type { Services } from '../services/services.ts'

/**
 * Notifies parties and jurors of each new step of a dispute, once for each step. Returns how many notifications were stored. Throws ChainUnavailableError.
 */
export async function noteNewDisputes({ db, governance, clock, hub }: Pick<Services, 'db' | 'governance' | 'clock' | 'hub'>): Promise<number> {
  const { records } = await governance.readDisputes()
  const notices = disputeNotices(records, clock.read().now)
  if (notices.length === 0) return 0
  const stored = await db.transaction(async (tx) => ((await tryLock(tx, 'notifications')) ? noteDisputes(tx, { notices }) : 0))
  if (stored > 0) hub.wake()
  return stored
}

import { notePanels, tryLock } from '@infinitio/db'
import { panelNotices } from '../governance/panels/panelDuties.ts'
import type { Services } from '../services/services.ts'

/**
 * Notifies the members of panels (reviewers of bounties, auditors of carbon proofs, judges of findings) that they were selected, and of a deadline that is near.
 * Sends each notification only once. Returns how many notifications were stored. Throws ChainUnavailableError.
 */
export async function noteNewPanels({ db, governance, clock, hub }: Pick<Services, 'db' | 'governance' | 'clock' | 'hub'>): Promise<number> {
  const duties = await governance.readPanelDuties()
  const notices = panelNotices(duties, clock.read().now)
  if (notices.length === 0) return 0
  const stored = await db.transaction(async (tx) => ((await tryLock(tx, 'notifications')) ? await notePanels(tx, { notices }) : 0))
  if (stored > 0) hub.wake()
  return stored
}

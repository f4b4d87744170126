import { hasFinalBlocks, noteChainNews, noteEndingLeases, tryLock } from '@infinitio/db'
import type { Services } from '../services/services.ts'

/** Tells accounts what final blocks say of their leases. One server at a time; what was told is not told again. */
export async function noteNews({ db, hub }: Pick<Services, 'db' | 'hub'>): Promise<void> {
  if (!(await hasFinalBlocks(db))) return
  const told = await db.transaction(async (tx) => ((await tryLock(tx, 'notifications')) ? noteChainNews(tx) : 0))
  if (told > 0) hub.wake()
}

/** Tells who holds a lease that it ends soon. */
export async function noteEndings({ db, clock, hub }: Pick<Services, 'db' | 'clock' | 'hub'>): Promise<void> {
  const told = await db.transaction((tx) => noteEndingLeases(tx, { chainNow: BigInt(clock.read().now) }))
  if (told > 0) hub.wake()
}

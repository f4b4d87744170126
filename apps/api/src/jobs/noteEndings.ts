import { noteEndingLeases } from '@infinitio/db'
import type { Services } from '../services/services.ts'

/** Tells who holds a lease that it ends soon. */
export async function noteEndings({ db, clock, hub }: Pick<Services, 'db' | 'clock' | 'hub'>): Promise<void> {
  const told = await db.transaction((tx) => noteEndingLeases(tx, { chainNow: BigInt(clock.read().now) }))
  if (told > 0) hub.wake()
}
